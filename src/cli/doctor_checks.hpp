// What can stand in the way of `up`, each as a finding with a fix.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/engine_session.hpp"
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
/// Declared budgets against the engine's memory.
[[nodiscard]] Finding check_memory(const model::Stack& stack, const engine::EngineInfo& info);
/// Free bytes where the engine keeps its data, when that is on this machine.
[[nodiscard]] Finding check_disk(const engine::EngineInfo& info,
                                 std::optional<std::uint64_t> free_bytes);
/// One finding for each port that `up` would not get, or one that all are free.
[[nodiscard]] Task<std::vector<Finding>> check_ports(EngineSession& engine,
                                                     ProjectOnEngine& project,
                                                     const model::Stack& stack);

[[nodiscard]] Value doctor_json(const std::vector<Finding>& findings);

}  // namespace devstack::cli
