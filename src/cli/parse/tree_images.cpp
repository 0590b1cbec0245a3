// pull, build, push; and what up and create say about images.
#include "cli/parse/command_tree.hpp"
#include "cli/parse/parse_values.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Run";

void bind_pull(CLI::App& command, PullArguments& pull) {
  add_services(command, pull.services, "only the images of these");
  command.add_option("--policy", pull.policy, "missing or always, for all of them")
      ->check(CLI::IsMember({"missing", "always"}));
  command.add_flag("--include-deps", pull.dependencies, "also images of what they require");
  command.add_flag("--ignore-buildable", pull.ignore_buildable, "not those that can be built");
  command.add_flag("--ignore-pull-failures", pull.ignore_failures,
                   "exit 0 although an image could not be pulled");
  command.add_flag("-q,--quiet", pull.quiet, "only failures");
  command.footer(
      "Example:\n"
      "  devstack pull --policy missing");
}

void bind_push(CLI::App& command, PushArguments& push) {
  add_services(command, push.services, "only the images of these");
  command.add_flag("--include-deps", push.dependencies, "also images of what they require");
  command.add_flag("--ignore-push-failures", push.ignore_failures,
                   "exit 0 although an image could not be pushed");
  command.add_flag("-q,--quiet", push.quiet, "only failures");
  command.footer(
      "Pushes what has a build and an image, under that name and its further tags.\n\n"
      "Example:\n"
      "  devstack build api && devstack push api");
}

void bind_builder(CLI::App& command, BuildArguments& build) {
  command.add_option("--builder", build.builder, "of buildx: another builder than the current one");
  command
      .add_option_function<std::string>(
          "-m,--memory",
          [&build](const std::string& text) {
            build.memory_bytes = parse_memory("--memory", text);
          },
          "limit of the engine's own builder")
      ->type_name("BYTES");
  add_repeated(command, "--ssh", build.ssh, "of buildx: agent or key, default or ID=PATH; repeat");
  command.add_option("--provenance", build.provenance, "of buildx: provenance attestation");
  command.add_option("--sbom", build.sbom, "of buildx: SBOM attestation");
  command.add_flag("--check", build.check, "of buildx: look at the Dockerfile, build nothing");
}

void bind_build(CLI::App& command, BuildArguments& build) {
  add_services(command, build.services, "only the images of these");
  add_repeated(command, "--build-arg", build.build_args,
               "NAME=VALUE, or NAME of the shell; repeat");
  command.add_flag("--no-cache", build.no_cache, "every step anew");
  command.add_flag("--pull", build.pull, "newer base images where there are any");
  command.add_flag("--push", build.push, "push each image once it is built");
  command.add_flag("--with-dependencies", build.dependencies, "also what they require");
  command.add_flag("-q,--quiet", build.quiet, "only failures");
  bind_builder(command, build);
  command.add_flag("--print", build.print, "print a file for `docker buildx bake`, build nothing");
  for (const char* old : {"--compress", "--force-rm", "--no-rm", "--parallel"}) {
    accept_without_effect(command, old, "Compose: has no effect there either");
  }
  command.footer(
      "Builds with Docker's buildx plugin where it is installed, else with the engine's own\n"
      "builder. The output is kept; a failure shows its step.\n\n"
      "Examples:\n"
      "  devstack build                      all that have a build\n"
      "  devstack build api --no-cache       one, every step anew\n"
      "  devstack build --build-arg DEBUG=1  with an argument for all");
}

}  // namespace

void add_image_options(CLI::App& command, UpArguments& up) {
  auto* build = command.add_flag("--build", up.build, "build images again");
  command.add_flag("--no-build", up.no_build, "build nothing, whatever pull_policy says")
      ->excludes(build);
  command.add_option("--pull", up.pull, "always, missing, never or build, for all services")
      ->check(CLI::IsMember({"always", "missing", "never", "build", "policy"}));
  command.add_flag("--quiet-build", up.quiet_build, "no output of builds");
  command.add_flag("--quiet-pull", up.quiet_pull, "no progress of pulls");
}

void add_image_commands(CLI::App& app, Parsed& parsed) {
  add_command<PullArguments>(app, parsed, "pull", "get images", kGroup, bind_pull);
  add_command<BuildArguments>(app, parsed, "build", "make images", kGroup, bind_build);
  add_command<PushArguments>(app, parsed, "push", "send images to their registries", kGroup,
                             bind_push);
}

}  // namespace devstack::cli
