// Jobs as `devstack job ls` shows them. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/job_status.hpp"

namespace devstack::cli {

/// "done", "due: has not run yet", "skipped (db is a mock)"
[[nodiscard]] std::string job_state_text(const reconcile::JobStatus& job);

[[nodiscard]] std::string job_table(const std::vector<reconcile::JobStatus>& jobs,
                                    engine::Timestamp now, std::size_t columns);

/// "schema": "devstack.job-ls/1".
[[nodiscard]] Value job_json(const model::Stack& stack,
                             const std::vector<reconcile::JobStatus>& jobs);

}  // namespace devstack::cli
