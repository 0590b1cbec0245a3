// Reports about services that did not become ready and jobs that did not succeed.
#include <fmt/format.h>

#include "devstack/base/exit_status.hpp"
#include "devstack/base/units.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kServiceLogLines = 8;
constexpr std::size_t kJobLogLines = 20;

/// "GET http://172.20.0.5:8080/health", "exec pg_isready"
std::string probe_text(const model::ProbeSpec& spec, const probe::Target& target) {
  if (const auto* http = std::get_if<model::HttpProbe>(&spec.kind);
      http && !target.address.empty()) {
    return fmt::format("GET {}://{}:{}{}", http->scheme, target.address, http->port, http->path);
  }
  return describe(spec.kind);
}

void add_probe_lines(FailureReport& report, const NotReady& input) {
  const probe::Verdict& verdict = input.verdict;
  const std::string tries = count(verdict.tries, "try", "tries");
  report.lines.push_back(
      {"probe",
       fmt::format("{}: not passed within {} ({})", probe_text(input.spec, input.target),
                   format_duration(verdict.took), tries),
       input.spec.span.file_and_line()});
  for (auto attempt = verdict.last.rbegin(); attempt != verdict.last.rend(); ++attempt) {
    const char* label = attempt == verdict.last.rbegin() ? "last" : "before";
    report.lines.push_back(
        {label, fmt::format("{}  (at {})", attempt->result, format_duration(attempt->at)), {}});
  }
}

/// How a container ended, in one line.
std::string ending(const engine::ContainerDetails& container) {
  std::string text = fmt::format("exit code {}", container.exit_code);
  if (const auto signal = signal_of(container.exit_code)) {
    text += fmt::format(" (signal {})", *signal);
  }
  if (container.oom_killed) text += ", killed because it ran out of memory";
  if (container.restart_count > 0) {
    text += fmt::format(", restarted {} by its restart policy",
                        count(static_cast<std::size_t>(container.restart_count), "time", "times"));
  }
  if (!container.error.empty()) text += ", engine: " + container.error;
  return text;
}

std::string memory_limit(const model::Service& service) {
  if (!service.mem_limit) return "no mem_limit is set: the engine's host ran out of memory";
  return "mem_limit is " + format_bytes(*service.mem_limit);
}

/// Code, title and evidence of an end that nobody asked for.
StepFailed ended(const model::Service& service, const engine::ContainerDetails& container,
                 const std::string& exited, const std::string& consequence) {
  StepFailed failed;
  FailureReport& report = failed.report;
  report.code = container.oom_killed ? "DS3103" : "DS3102";
  const std::string what = container.oom_killed ? "ran out of memory"
                           : container.status == "running" || container.status == "restarting"
                               ? "keeps crashing"
                               : exited;
  report.title = fmt::format("{} {}{}", service.name, what, consequence);
  report.lines.push_back({"exit", ending(container), service.span.file_and_line()});
  if (container.oom_killed) report.lines.push_back({"memory", memory_limit(service), {}});
  report.next = look_at(service.name);
  return failed;
}

void add_engine_verdict(FailureReport& report, const engine::ContainerDetails& container) {
  if (container.health_log.empty()) return;
  const engine::HealthLogEntry& entry = container.health_log.back();
  report.lines.push_back(
      {"engine", fmt::format("says unhealthy: exit {} {}", entry.exit_code, entry.output), {}});
}

}  // namespace

StepFailed not_ready(const NotReady& input) {
  const model::Service& service = input.service;
  const probe::Verdict& verdict = input.verdict;
  if (verdict.outcome == probe::Outcome::kExited && verdict.container) {
    return exited_early(service, *verdict.container, input.consequence, input.log);
  }
  StepFailed failed;
  FailureReport& report = failed.report;
  if (verdict.outcome == probe::Outcome::kExited) {
    report.code = "DS3102";
    report.title = fmt::format("the container of {} was removed before it was ready{}",
                               service.name, input.consequence);
    report.next = {"devstack up"};
    return failed;
  }
  failed.exit_code = ExitCode::kNotReady;
  report.code = "DS3104";
  report.title = fmt::format("{} is not ready{}", service.name, input.consequence);
  add_probe_lines(report, input);
  if (verdict.outcome == probe::Outcome::kUnhealthy && verdict.container) {
    add_engine_verdict(report, *verdict.container);
  }
  add_log_lines(report, service.name, input.log, kServiceLogLines);
  report.next = {fmt::format("devstack logs {} --since 1m", service.name),
                 fmt::format("devstack exec {} sh", service.name)};
  return failed;
}

StepFailed exited_early(const model::Service& service, const engine::ContainerDetails& container,
                        const std::string& consequence, const std::string& log) {
  StepFailed failed = ended(service, container, "exited before it was ready", consequence);
  add_log_lines(failed.report, service.name, log, kServiceLogLines);
  return failed;
}

StepFailed exited_late(const model::Service& service, const engine::ContainerDetails& container,
                       const std::string& log) {
  StepFailed failed = ended(service, container, "was ready, and has exited since", "");
  add_log_lines(failed.report, service.name, log, kServiceLogLines);
  return failed;
}

StepFailed job_failed(const model::Service& service, const engine::ContainerDetails& container,
                      const std::string& consequence, const std::string& log) {
  StepFailed failed;
  failed.report.code = "DS3201";
  failed.report.title = fmt::format("job {} failed with exit code {}{}", service.name,
                                    container.exit_code, consequence);
  failed.report.lines.push_back({"exit", ending(container), service.span.file_and_line()});
  add_log_lines(failed.report, service.name, log, kJobLogLines);
  failed.report.next = look_at(service.name);
  return failed;
}

StepFailed job_timed_out(const model::Service& service, Duration limit,
                         const std::string& consequence, const std::string& log) {
  StepFailed failed;
  failed.report.code = "DS3202";
  failed.report.title = fmt::format("job {} did not end within {}{}", service.name,
                                    format_duration(limit), consequence);
  const auto& job = service.extension.job;
  const SourceSpan& where = job && job->span.known() ? job->span : service.span;
  failed.report.lines.push_back(
      {"limit", "x-devstack.job.timeout; the job was stopped", where.file_and_line()});
  add_log_lines(failed.report, service.name, log, kJobLogLines);
  failed.report.next = look_at(service.name);
  return failed;
}

}  // namespace devstack::reconcile
