// What `pull`, `build` and `push` have in common: a plan of images, carried out in front of the
// user.
#pragma once

#include <string>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/locked_project.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

enum class ImageFailures { kCount, kIgnore };

struct ImageRun {
  const CommandContext& context;
  EngineSession& engine;
  LockedProject& locked;
  const model::Stack& stack;
  reconcile::Plan plan;
  reconcile::UpOptions options;
  std::string verb;  ///< "pull"
  std::string done;  ///< "pulled"
  ImageFailures failures = ImageFailures::kCount;
};

/// Exit code 0 when all went well, or failures are ignored.
[[nodiscard]] Task<ExitCode> run_images(ImageRun run);

enum class Shown { kAll, kFailures };

/// A command's context, with a console that shows only failures where that is asked for.
class ShownContext {
 public:
  ShownContext(const CommandContext& context, Shown shown);
  [[nodiscard]] const CommandContext& get() const { return context_; }

 private:
  Console console_;
  CommandContext context_;
};

}  // namespace devstack::cli
