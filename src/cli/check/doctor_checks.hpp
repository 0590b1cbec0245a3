// What can stand in the way of `up`, each as a finding with a fix.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/project/engine_session.hpp"
#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

struct Finding {
  enum class Level { kFine, kWarning, kProblem };
  Level level = Level::kFine;
  std::string topic;  ///< engine, ports, memory …
  std::string text;
  std::string fix;  ///< empty when fine
};

[[nodiscard]] Finding check_version(const engine::EngineInfo& info,
                                    const engine::ApiVersion& version);
/// Difference between the engine's clock and ours; readiness compares times of both.
[[nodiscard]] Finding check_clock(const engine::EngineInfo& info, SystemTime now);
/// Declared budgets against the engine's memory: too little for their sum is a problem, too little
/// for the sum and the system around it a warning.
[[nodiscard]] Finding check_memory(const model::Stack& stack, const engine::EngineInfo& info);
/// Free bytes where the engine keeps its data, when that is on this machine, against the declared
/// budgets of storage: less than two thirds of their sum is a problem, less than four thirds
/// (images and caches come on top) a warning.
[[nodiscard]] Finding check_disk(const model::Stack& stack, const engine::EngineInfo& info,
                                 std::optional<std::uint64_t> free_bytes);
/// Slots for asynchronous I/O of this host's kernel (fs.aio-max-nr), of which each thread of a
/// ScyllaDB node takes 11026 when it starts (seastar, src/core/reactor_backend.cc). Empty for a
/// stack without one, and where `limit` is not known.
[[nodiscard]] std::optional<Finding> check_async_io(const model::Stack& stack,
                                                    std::optional<std::int64_t> limit);
/// One finding for each port that `up` would not get, or one that all are free.
[[nodiscard]] Task<std::vector<Finding>> check_ports(EngineSession& engine,
                                                     ProjectOnEngine& project,
                                                     const model::Stack& stack);

[[nodiscard]] Value doctor_json(const std::vector<Finding>& findings);

}  // namespace devstack::cli
