// One build by Docker's buildx plugin, run by its absolute path without the docker command.
#include <fmt/format.h>

#include "buildx_command.hpp"
#include "devstack/base/text.hpp"
#include "devstack/host/process_launcher.hpp"
#include "image_build.hpp"

namespace devstack::reconcile {
namespace {

using host::CommandResult;

/// A builder that prints nothing for so long hangs.
constexpr Duration kSilence{600'000};
constexpr Duration kWholeDay{86'400'000};

host::Command command_of(const ImageBuild& work, const BuildxCommand& buildx) {
  const RunnerContext& context = work.state.context;
  host::Command command;
  command.argv = {context.buildx};
  command.argv.insert(command.argv.end(), buildx.arguments.begin(), buildx.arguments.end());
  command.input = buildx.input;
  command.working_dir = context.stack.directory;
  command.environment = {buildx.environment.begin(), buildx.environment.end()};
  return command;
}

Task<std::optional<CommandResult>> run_command(host::ProcessLauncher& launcher,
                                               host::Command command) {
  co_return co_await launcher.run(std::move(command), kWholeDay);
}

/// Ends when nothing has been heard for a long time.
Task<std::optional<CommandResult>> await_silence(Clock& clock, const SteadyTime& heard) {
  while (clock.now() - heard < kSilence) co_await clock.sleep(Duration{1'000} + kSilence / 10);
  CommandResult silent;
  silent.exit_code = 1;
  silent.error = fmt::format("ERROR: the builder said nothing for {} s", kSilence.count() / 1000);
  co_return silent;
}

std::string words_of(const ImageBuild& work, const CommandResult& result) {
  if (!work.log.error().empty()) return work.log.error();
  const std::string error(trim(result.error));
  if (error.empty()) return fmt::format("buildx ended with exit status {}", result.exit_code);
  return terminal_safe(error.substr(error.rfind('\n') + 1));
}

/// What `--check` found goes to its stdout.
void tell_findings(const ImageBuild& work, const CommandResult& result) {
  for (const std::string_view line : split(trim(result.output), '\n')) {
    if (trim(line).empty()) continue;
    work.state.notice(Notice::Level::kInfo, fmt::format("{}: {}", work.service.name, line));
  }
}

}  // namespace

Task<std::string> build_with_buildx(ImageBuild& work) {
  const RunnerContext& context = work.state.context;
  const BuildOptions& options = context.options.image_build;
  if (options.memory_bytes) {
    work.state.notice(Notice::Level::kWarning, "--memory is not supported by BuildKit");
  }
  const BuildxInput input{context.stack,
                          work.service,
                          options,
                          work.args,
                          work.labels,
                          context.environment,
                          context.client.endpoint().to_string()};
  host::Command command = command_of(work, buildx_command(input));
  SteadyTime heard = context.loop.now();
  command.on_error = [&work, &heard](std::string_view bytes) {
    heard = work.state.context.loop.now();
    work.show(bytes);
  };
  TaskSet<int, std::optional<CommandResult>> race;
  race.add(0, run_command(*context.launcher, std::move(command)));
  race.add(1, await_silence(context.loop, heard));
  auto finished = co_await race.next();
  const std::optional<CommandResult> result = finished.task.take();
  if (!result) co_return "there is no program " + context.buildx;
  if (options.check) tell_findings(work, *result);
  if (result->exit_code == 0) co_return std::string();
  co_return words_of(work, *result);
}

}  // namespace devstack::reconcile
