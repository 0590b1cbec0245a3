// Reports about processes of this host.
#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kLogLines = 8;

std::string place_of(const model::Service& service) {
  const auto& process = service.extension.process;
  const bool known = process && process->span.known();
  return (known ? process->span : service.span).file_and_line();
}

void add_tries(FailureReport& report, const ProcessNotReady& input) {
  const probe::ProcessVerdict& verdict = input.verdict;
  report.lines.push_back(
      {"probe",
       fmt::format("{}: not passed within {} ({})", model::describe(input.spec.kind),
                   format_duration(verdict.took), count(verdict.tries, "try", "tries")),
       input.spec.span.file_and_line()});
  if (!verdict.last.empty()) report.lines.push_back({"last", verdict.last.back().result, {}});
}

}  // namespace

StepFailed process_not_started(const model::Service& service, const std::string& words,
                               const std::string& consequence) {
  StepFailed failed;
  failed.report.code = "DS3120";
  failed.report.title =
      fmt::format("the process of {} cannot be started{}", service.name, consequence);
  failed.report.lines.push_back({"host", words, place_of(service)});
  failed.report.lines.push_back({"command", shell_join(service.extension.process->command), {}});
  failed.report.next = {"devstack config", "devstack up --mock " + service.name};
  if (!service.extension.is_mock && !service.extension.mock) failed.report.next.pop_back();
  return failed;
}

StepFailed process_not_ready(const ProcessNotReady& input) {
  StepFailed failed;
  FailureReport& report = failed.report;
  const std::string& name = input.service.name;
  if (input.verdict.outcome == probe::Outcome::kExited) {
    report.code = "DS3121";
    report.title =
        fmt::format("the process of {} ended before it was ready{}", name, input.consequence);
    report.lines.push_back({"exit", input.verdict.ending, place_of(input.service)});
  } else {
    failed.exit_code = ExitCode::kNotReady;
    report.code = "DS3104";
    report.title = fmt::format("{} is not ready{}", name, input.consequence);
    add_tries(report, input);
  }
  add_log_lines(report, name, input.log, kLogLines);
  report.next = look_at(name);
  return failed;
}

}  // namespace devstack::reconcile
