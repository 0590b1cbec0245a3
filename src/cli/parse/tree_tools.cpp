// doctor, explain, completion, version.
#include "cli/parse/command_tree.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Help";

void bind_doctor(CLI::App& command, DoctorArguments& doctor) {
  add_output(command, doctor.output);
  command.footer(
      "Exit code: 0 when nothing stands in the way of `up`.\n\n"
      "Example:\n"
      "  devstack doctor");
}

void bind_init(CLI::App& command, InitArguments& init) {
  add_output(command, init.output);
  command.footer(
      "Makes .env from .env.example and folders that containers mount, and asks the engine "
      "whether\n"
      "it answers. Nothing that is there is changed.\n\n"
      "Example:\n"
      "  devstack init && devstack up");
}

void bind_trust(CLI::App& command, TrustArguments& trust) {
  auto* show = command.add_flag("--show", trust.show, "only show what it asks for");
  command.add_flag("--revoke", trust.revoke, "trust it no longer")->excludes(show);
  add_output(command, trust.output);
  command.footer(
      "Until a project is trusted, its services run in their containers, never as processes of\n"
      "this host. A change of its stack files, profiles or host commands ends the trust.\n\n"
      "Examples:\n"
      "  devstack trust --show\n"
      "  DEVSTACK_TRUST=$(devstack trust --show -o json | jq -r .hash) devstack up");
}

void bind_explain(CLI::App& command, ExplainArguments& explain) {
  command.add_option("CODE", explain.code, "as in error[DS2101]")->required()->type_name("");
  command.footer(
      "Example:\n"
      "  devstack explain DS2101");
}

void bind_completion(CLI::App& command, CompletionArguments& completion) {
  command.add_option("SHELL", completion.shell, "bash, zsh or fish")
      ->required()
      ->type_name("")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command.footer(
      "Examples:\n"
      "  source <(devstack completion bash)\n"
      "  devstack completion fish > ~/.config/fish/completions/devstack.fish");
}

void bind_version(CLI::App& command, VersionArguments& version) {
  command.add_flag("--short", version.number_only, "only the number");
  add_output(command, version.output);
}

}  // namespace

void add_tool_commands(CLI::App& app, Parsed& parsed) {
  add_command<DoctorArguments>(app, parsed, "doctor", "what stands in the way, with a fix", kGroup,
                               bind_doctor);
  add_command<InitArguments>(app, parsed, "init", "prepare a fresh copy of a stack", kGroup,
                             bind_init);
  add_command<TrustArguments>(app, parsed, "trust", "let a project run commands on this host",
                              kGroup, bind_trust);
  add_command<ExplainArguments>(app, parsed, "explain", "the long text of an error code", kGroup,
                                bind_explain);
  add_command<CompletionArguments>(app, parsed, "completion", "completion for a shell", kGroup,
                                   bind_completion);
  add_command<VersionArguments>(app, parsed, "version", "version of devstack", kGroup,
                                bind_version);
}

}  // namespace devstack::cli
