// One row for each job; the state tells why it would run again.
#include "cli/show/job_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/show/compose_ps.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/glyphs.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

using reconcile::JobStatus;
using State = JobStatus::State;

std::string_view state_name(State state) {
  switch (state) {
    case State::kCurrent:
      return "current";
    case State::kDue:
      return "due";
    case State::kRunning:
      return "running";
    case State::kSkipped:
      return "skipped";
  }
  return "due";
}

ServiceState sign_of(const JobStatus& job) {
  const bool failed = job.exit_code && *job.exit_code != 0;
  switch (job.state) {
    case State::kCurrent:
      return ServiceState::kJobDone;
    case State::kRunning:
      return ServiceState::kStarting;
    case State::kSkipped:
      return ServiceState::kSkipped;
    case State::kDue:
      return failed ? ServiceState::kFailed : ServiceState::kWaiting;
  }
  return ServiceState::kWaiting;
}

std::string last_run_text(const JobStatus& job, engine::Timestamp now) {
  if (!job.finished) return "-";
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *job.finished);
  return human_duration(std::max(age, std::chrono::seconds(0))) + " ago";
}

}  // namespace

std::string job_state_text(const JobStatus& job) {
  std::string text(state_name(job.state));
  if (job.cause.empty()) return text;
  return job.state == State::kSkipped ? fmt::format("{} ({})", text, job.cause)
                                      : fmt::format("{}: {}", text, job.cause);
}

std::string job_table(const std::vector<JobStatus>& jobs, engine::Timestamp now,
                      std::size_t columns) {
  ui::Table table({"  JOB", "RUNS", "LAST RUN", "TOOK", "EXIT", "STATE"});
  for (const JobStatus& job : jobs) {
    const std::string sign(ui::glyph(sign_of(job), Implementation::kDeclared));
    table.add({sign + " " + job.service + (job.optional ? " (optional)" : ""), job.mode,
               last_run_text(job, now), job.took ? format_duration(*job.took) : "-",
               job.exit_code ? std::to_string(*job.exit_code) : "-", job_state_text(job)});
  }
  return table.to_string(columns);
}

Value job_json(const model::Stack& stack, const std::vector<JobStatus>& jobs) {
  Value document = Value::object();
  document.set("schema", "devstack.job-ls/1");
  document.set("project", stack.project);
  Value list = Value::array();
  for (const JobStatus& job : jobs) {
    Value entry = Value::object();
    entry.set("job", job.service);
    entry.set("mode", job.mode);
    entry.set("optional", job.optional);
    entry.set("state", state_name(job.state));
    entry.set("cause", job.cause);
    entry.set("finished_at", job.finished ? Value(format_rfc3339(*job.finished)) : Value());
    entry.set("took_ms", job.took ? Value(std::int64_t{job.took->count()}) : Value());
    entry.set("exit_code", job.exit_code ? Value(std::int64_t{*job.exit_code}) : Value());
    list.push_back(std::move(entry));
  }
  document.set("jobs", std::move(list));
  return document;
}

}  // namespace devstack::cli
