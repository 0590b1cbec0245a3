// `post_start` and `pre_stop`: commands in a container, one after the other.
#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "engine_step_runner_steps.hpp"

namespace devstack::reconcile {
namespace {

constexpr Duration kHookLimit = std::chrono::minutes{10};

engine::ExecRequest request_of(const model::Hook& hook) {
  engine::ExecRequest request;
  request.command = hook.command;
  request.environment = hook.environment;
  request.user = hook.user;
  request.working_dir = hook.working_dir;
  request.privileged = hook.privileged;
  return request;
}

/// "exited with 3", "did not end within 10 min".
std::string how_it_ended(const engine::ExecResult& result) {
  if (result.exit_code) return fmt::format("exited with {}", *result.exit_code);
  return "did not end within 10 min, or its container went away";
}

}  // namespace

Task<std::optional<FailedHook>> run_hooks(engine::Client& client, std::string container,
                                          std::vector<model::Hook> hooks) {
  for (const model::Hook& hook : hooks) {
    engine::ExecRequest request = request_of(hook);
    engine::ExecResult result = co_await client.exec(container, std::move(request), kHookLimit);
    if (result.exit_code == 0) continue;
    FailedHook failed;
    failed.command = join(hook.command, " ");
    failed.how = how_it_ended(result);
    failed.output = std::move(result.output);
    failed.where = hook.span;
    co_return failed;
  }
  co_return std::nullopt;
}

}  // namespace devstack::reconcile
