// `devstack why`: from a service that is not ready down to what failed first.
#include <fmt/format.h>

#include "cli/check/health_check.hpp"
#include "cli/commands.hpp"
#include "cli/converge/failure_words.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/cause_report.hpp"
#include "cli/show/process_summary.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/host/log_tail.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

constexpr int kTries = 3;
constexpr Duration kBetweenTries{200};
constexpr int kLogLines = 8;

std::string state_text(const engine::ContainerDetails& details, SystemTime now) {
  const auto ago = [now](const std::optional<engine::Timestamp>& time) {
    return time && *time < now ? format_duration(now - *time) : std::string("0s");
  };
  if (details.running) {
    std::string text = fmt::format("{} for {}", details.status, ago(details.started_at));
    return details.restart_count > 0 ? text + failure_words(details) : text;
  }
  std::string text = fmt::format("{} with {}", details.status, details.exit_code);
  text += failure_words(details);
  if (details.finished_at) text += fmt::format(", {} ago", ago(details.finished_at));
  if (!details.error.empty()) text += ", engine: " + details.error;
  return text;
}

std::vector<std::string> last_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) {
    if (!trim(line).empty()) lines.emplace_back(trim(line));
  }
  const std::size_t extra = lines.size() > kLogLines ? lines.size() - kLogLines : 0;
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(extra));
  return lines;
}

/// A project that is asked about, at this moment.
struct Inquiry {
  const CommandContext& context;
  EngineSession& engine;
  const ProjectOnEngine& project;
  const model::Stack& stack;
};

Task<void> add_container(const Inquiry& inquiry, const HealthRow& row, Evidence& evidence) {
  auto& client = inquiry.engine.client;
  const std::string name = row.container;
  const auto details = co_await client.inspect_container(name);
  if (!details) {
    evidence.state = "it has no container";
    co_return;
  }
  evidence.state = state_text(*details, inquiry.engine.loop.system_now());
  const auto log = co_await client.log_tail(details->id, kLogLines, "");
  evidence.log = last_lines(log);
}

void add_process(const Inquiry& inquiry, Evidence& evidence) {
  const auto processes = reconcile::observe_processes(inquiry.stack, inquiry.project.state);
  const auto found = processes.find(evidence.service);
  if (found == processes.end()) return;
  evidence.state = process_state_text(found->second, inquiry.engine.loop.system_now());
  host::LogReader reader(found->second.record.log);
  evidence.log = last_lines(reader.read_existing(kLogLines));
}

Task<void> add_tries(const Inquiry& inquiry, Evidence& evidence) {
  for (int i = 0; i < kTries; ++i) {
    if (i != 0) co_await inquiry.engine.loop.sleep(kBetweenTries);
    std::vector<std::string> only{evidence.service};
    const auto report =
        co_await check_health(inquiry.engine, inquiry.project, inquiry.stack, std::move(only));
    const HealthRow* row = worst_row(report, evidence.service);
    if (row == nullptr) co_return;
    evidence.probe = row->probe;
    const bool repeated = !evidence.results.empty() && evidence.results.back() == row->result;
    if (!repeated) evidence.results.push_back(row->result);
  }
}

Task<Evidence> gather(const Inquiry& inquiry, const HealthReport& health, std::string service) {
  Evidence evidence;
  evidence.service = service;
  evidence.where = inquiry.stack.services.at(service).span;
  const HealthRow* row = worst_row(health, service);
  if (row == nullptr || !row->exists) {
    evidence.state = row == nullptr ? "unknown" : row->result;
    co_return evidence;
  }
  if (row->container.starts_with("process ")) {
    add_process(inquiry, evidence);
  } else {
    co_await add_container(inquiry, *row, evidence);
  }
  if (row->state != ServiceState::kStopped && !row->probe.empty()) {
    co_await add_tries(inquiry, evidence);
  }
  co_return evidence;
}

Task<ExitCode> explain(const CommandContext& context, EngineSession& engine,
                       const model::Stack& stack, const WhyArguments& arguments) {
  const auto project = co_await open_project(engine, stack, context.environment);
  const Inquiry inquiry{context, engine, project, stack};
  std::vector<std::string> all;
  const auto health = co_await check_health(engine, project, stack, std::move(all));
  CauseReport report;
  report.service = arguments.service;
  report.row = worst_row(health, arguments.service);
  report.links = cause_chain(stack, health, arguments.service);
  for (const auto& link : report.links) {
    if (link.waits_for.empty()) {
      report.evidence.push_back(co_await gather(inquiry, health, link.service));
    }
  }
  write_output(arguments.output == Output::kJson
                   ? to_json(cause_json(report, health), 2) + "\n"
                   : cause_text(report, health, context.console.output));
  if (!health.anything_exists()) co_return ExitCode::kNothingRuns;
  co_return report.is_ready() ? ExitCode::kOk : ExitCode::kNotReady;
}

}  // namespace

ExitCode run_why(const CommandContext& context, const WhyArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, {arguments.service});
  return engine.loop.run(explain(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli
