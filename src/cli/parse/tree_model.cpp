// plan, config, env, graph, profiles, ls.
#include "cli/parse/command_tree.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Understand";

void bind_plan(CLI::App& command, PlanArguments& plan) {
  add_services(command, plan.services, "only these, and what they require");
  add_mocks(command, plan.mocks);
  command.add_flag("--force-recreate", plan.force_recreate, "as for up");
  command.add_flag("--no-deps", plan.no_deps, "as for up");
  command.add_flag("--remove-orphans", plan.remove_orphans, "as for up");
  command.add_flag("--detailed-exitcode", plan.detailed_exit_code,
                   "exit 8 when there is something to do");
  add_output(command, plan.output);
  command.footer(
      "Example:\n"
      "  devstack plan      what `up` would do, and why; changes nothing");
}

void add_list(CLI::App& command, ConfigArguments& config, const std::string& name,
              ConfigArguments::List list, const std::string& help) {
  command.add_flag_function(
      name, [&config, list](std::int64_t) { config.list = list; }, help);
}

void bind_config(CLI::App& command, ConfigArguments& config) {
  using List = ConfigArguments::List;
  add_services(command, config.services, "only these, and what they require");
  command
      .add_option_function<std::string>(
          "--format", [&config](const std::string& text) { config.json = text == "json"; },
          "yaml or json")
      ->check(CLI::IsMember({"yaml", "json"}));
  add_list(command, config, "--services", List::kServices, "names of services");
  add_list(command, config, "--volumes", List::kVolumes, "names of volumes");
  add_list(command, config, "--networks", List::kNetworks, "names of networks");
  add_list(command, config, "--models", List::kModels, "names of models");
  add_list(command, config, "--images", List::kImages, "names of images");
  add_list(command, config, "--profiles", List::kProfiles, "names of Compose profiles");
  add_list(command, config, "--environment", List::kEnvironment, "variables for interpolation");
  add_list(command, config, "--variables", List::kVariables, "variables that the stack names");
  command
      .add_option_function<std::string>(
          "--hash",
          [&config](const std::string& service) {
            config.list = List::kHash;
            config.hash_service = service;
          },
          "configuration hash of services (a,b), or * for all")
      ->type_name("SERVICE");
  command.add_flag("-q,--quiet", config.quiet, "only check");
  command.add_option("-o,--output", config.output_file, "write to this file")->type_name("FILE");
  command.add_flag("--no-interpolate", config.no_interpolate, "leave ${VARIABLES} as they are");
  command.add_option("--why", config.why, "where this value comes from, and what it replaced")
      ->type_name("PATH");
  command.add_flag("--no-normalize", config.no_normalize, "add no default names and networks");
  command.add_flag("--no-path-resolution", config.no_path_resolution, "leave relative paths");
  command.add_flag("--no-consistency", config.no_consistency, "skip checks across services");
  command.add_flag("--no-env-resolution", config.no_env_resolution,
                   "no effect, as in Docker Compose 2.40.3");
  command.add_flag("--resolve-image-digests,--lock-image-digests", config.image_digests)->group("");
  command.footer(
      "Prints what `docker compose config` prints. All findings come at once.\n\n"
      "Examples:\n"
      "  devstack config -q            check the stack file\n"
      "  devstack config --format json\n"
      "  devstack config --why 'services.db.ports[0]'");
}

void bind_validate(CLI::App& command, ConfigArguments& config) {
  config.summary = true;
  config.quiet = true;
  add_services(command, config.services, "only these, and what they require");
  command.add_flag_function(
      "-q,--quiet", [&config](std::int64_t) { config.summary = false; }, "only findings");
  command.add_flag("--no-consistency", config.no_consistency, "skip checks across services");
  command.footer(
      "All findings come at once, with file, line and a hint.\n\n"
      "Example:\n"
      "  devstack validate");
}

void bind_env(CLI::App& command, EnvArguments& env) {
  command
      .add_option_function<std::string>(
          "-o,--format",
          [&env](const std::string& text) {
            using Format = EnvArguments::Format;
            env.format = text == "json"     ? Format::kJson
                         : text == "dotenv" ? Format::kDotenv
                                            : Format::kShell;
          },
          "shell, dotenv or json")
      ->check(CLI::IsMember({"shell", "dotenv", "json"}));
  command.add_option("--explain", env.explain, "who sets this variable, and what uses it")
      ->type_name("NAME");
  command.footer(
      "Examples:\n"
      "  eval \"$(devstack env)\"\n"
      "  devstack env --explain DB_PORT");
}

void bind_graph(CLI::App& command, GraphArguments& graph) {
  command
      .add_option_function<std::string>(
          "-o,--format",
          [&graph](const std::string& text) {
            using Format = GraphArguments::Format;
            graph.format = text == "mermaid" ? Format::kMermaid
                           : text == "dot"   ? Format::kDot
                           : text == "json"  ? Format::kJson
                                             : Format::kAscii;
          },
          "ascii, mermaid, dot or json")
      ->check(CLI::IsMember({"ascii", "mermaid", "dot", "json"}));
  command.add_flag("--live", graph.live, "with the state of what runs");
  command.footer(
      "Example:\n"
      "  devstack graph -o dot | dot -Tsvg > stack.svg");
}

void bind_ls(CLI::App& command, LsArguments& ls) {
  command.add_flag_function(
      "--stacks", [](std::int64_t) {}, "stacks that can be started (default)");
  add_output(command, ls.output);
  command.footer(
      "Example:\n"
      "  devstack ls --stacks");
}

void bind_substitutions(CLI::App& command, SubstitutionsArguments& substitutions) {
  command.add_option("ROLE", substitutions.role, "only this role, with facts and reasons")
      ->type_name("");
  command.add_flag("--checklist", substitutions.checklist, "steps of moving to the other choices");
  add_output(command, substitutions.output);
  command.footer(
      "Examples:\n"
      "  devstack substitutions\n"
      "  devstack --use event-bus=pulsar plan");
}

void bind_profiles(CLI::App& command, ProfilesArguments& profiles) {
  add_output(command, profiles.output);
  command.footer(
      "Example:\n"
      "  devstack profiles");
}

}  // namespace

void add_model_commands(CLI::App& app, Parsed& parsed) {
  add_command<PlanArguments>(app, parsed, "plan", "what up would do, and why", kGroup, bind_plan);
  add_command<ConfigArguments>(app, parsed, "config", "the stack, resolved and checked", kGroup,
                               bind_config);
  add_command<ConfigArguments>(app, parsed, "validate", "check the stack's files", kGroup,
                               bind_validate);
  add_command<GraphArguments>(app, parsed, "graph", "tiers and dependencies", kGroup, bind_graph);
  add_command<EnvArguments>(app, parsed, "env", "variables for programs on this host", kGroup,
                            bind_env);
  add_command<SubstitutionsArguments>(app, parsed, "substitutions",
                                      "roles, their implementations and costs", kGroup,
                                      bind_substitutions);
  add_command<ProfilesArguments>(app, parsed, "profiles", "profiles of the stack", kGroup,
                                 bind_profiles);
  add_command<LsArguments>(app, parsed, "ls", "stacks that can be started", kGroup, bind_ls);
}

}  // namespace devstack::cli
