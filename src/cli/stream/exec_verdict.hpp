// What the output of a declared check's command means. Pure.
#pragma once

#include <string>

#include "cli/check/check_report.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// Exit code 0 passes if `expected` occurs in the output. A line that begins with "SKIP:" or
/// "WARN:" makes it that, with the rest of the line as the reason; a failed command stays failed.
/// Sets outcome, text and output.
void judge_output(CheckResult& result, const engine::ExecResult& finished,
                  const std::string& expected);

}  // namespace devstack::cli
