// `devstack reset`: deletes the declared, owned volumes, and starts again.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/data/delete_volumes.hpp"
#include "cli/data/reset_scope.hpp"
#include "cli/project/locked_project.hpp"
#include "cli/project/model_files.hpp"
#include "devstack/base/error.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

/// Throws UsageError where a question would be needed and nobody can answer.
bool confirmed(const CommandContext& context, const ResetArguments& arguments,
               const std::string& project, const std::string& table) {
  if (!context.global.quiet) {
    write_error(fmt::format("reset {} deletes the data of:\n{}", project, table));
  }
  if (arguments.yes) return true;
  if (!can_ask(context)) {
    throw UsageError("reset deletes data and cannot ask here",
                     "devstack reset --yes deletes what is listed above");
  }
  return ask("Delete them?");
}

/// The command that goes on where this one is killed.
std::string same_again(const ResetArguments& arguments) {
  std::string command = "devstack reset";
  if (arguments.databases) command += " --databases";
  if (arguments.models) command += " --models";
  for (const auto& service : arguments.services) command += " " + service;
  return command;
}

Deletion deletion_of(const ResetArguments& arguments, const ResetScope& scope) {
  Deletion deletion;
  deletion.down.services = scope.services;
  deletion.down.remove_networks = false;
  deletion.down.volumes = names_of(scope.volumes);
  deletion.down.stop_grace = arguments.stop_grace;
  deletion.verb = "reset";
  deletion.again = same_again(arguments);
  // Models come again from where they came; a second copy of them would fill the disk.
  if (arguments.no_snapshot || arguments.models) deletion.way_back = Deletion::WayBack::kNone;
  return deletion;
}

/// A run that was killed after its last deletion has nothing left to do.
void finish_what_is_gone(const DataWork& work) {
  const auto note = data::read_unfinished(work.locked.project.state);
  if (!note || !existing(work.locked.observed, note->volumes).empty()) return;
  data::forget_unfinished(work.locked.project.state);
  say_way_back(work.context, note->undo);
}

Task<ExitCode> reset(const CommandContext& context, EngineSession& engine,
                     const model::Stack& stack, const ResetArguments& arguments) {
  const auto began = engine.loop.now();
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  auto locked = co_await lock_project(context, engine, stack, request);
  const DataWork work{context, engine, stack, locked};
  const auto scope = reset_scope(stack, locked.observed, arguments);
  const auto files =
      arguments.models ? model_files(stack, arguments.services) : std::vector<std::string>{};
  if (scope.volumes.empty() && files.empty()) {
    write_error("there is no data to delete.\n");
    finish_what_is_gone(work);
  } else {
    std::string table;
    if (!scope.volumes.empty()) {
      table = co_await describe_volumes(engine, scope.volumes,
                                        arguments.yes ? Sizes::kLeftOut : Sizes::kShown);
    }
    for (const auto& file : files) table += file + "\n";
    if (!confirmed(context, arguments, stack.project, table)) {
      write_error("nothing was changed.\n");
      co_return ExitCode::kOk;
    }
    auto deletion = deletion_of(arguments, scope);
    const auto code = co_await delete_volumes(work, std::move(deletion));
    if (code != ExitCode::kOk) co_return code;
    remove_model_files(files);
  }
  if (arguments.no_start) co_return ExitCode::kOk;
  const UpArguments up;
  co_return co_await converge(context, engine, locked.project, stack, up, began, "up");
}

}  // namespace

ExitCode run_reset(const CommandContext& context, const ResetArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "reset");
  return engine.loop.run(reset(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli
