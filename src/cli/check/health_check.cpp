// One probe for each container; jobs pass by having ended well.
#include "cli/check/health_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/check/process_health.hpp"
#include "cli/parse/implemented_by.hpp"
#include "cli/project/exports.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/service_urls.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/probe/prober.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/reconcile/planner.hpp"
#include "devstack/reconcile/probe_target.hpp"

namespace devstack::cli {
namespace {

void judge_job(HealthRow& row, const engine::ContainerDetails& container) {
  row.probe = "exit 0";
  row.passed = !container.running && container.started_at && container.exit_code == 0;
  row.result =
      container.running ? "still at work" : fmt::format("exited ({})", container.exit_code);
  row.state = row.passed          ? ServiceState::kJobDone
              : container.running ? ServiceState::kStarting
                                  : ServiceState::kFailed;
}

/// `proof` is what `up` has recorded of the container.
void judge_stopped(HealthRow& row, const engine::ContainerDetails& container,
                   const std::string& proof) {
  if (proof == reconcile::ended_proof(container) && container.exit_code == 0) {
    return judge_job(row, container);
  }
  row.state = container.exit_code == 0 ? ServiceState::kStopped : ServiceState::kFailed;
  row.result = container.status == "exited"
                   ? fmt::format("exited ({}){}", container.exit_code,
                                 container.oom_killed ? ", out of memory" : "")
                   : container.status;
}

struct Judge {
  EngineSession& engine;
  const model::Stack& stack;
  const model::Service& service;
  const host::StateStore::Record& readiness;
  bool addresses_reachable = true;
};

Task<HealthRow> judge(Judge with, engine::ContainerSummary container) {
  HealthRow row;
  row.service = with.service.name;
  row.container = container.name;
  row.exists = true;
  row.optional = with.service.extension.optional;
  ImplementedBy by = implemented_by(container.labels, with.stack, {});
  row.implementation = by.implementation;
  row.reason = std::move(by.reason);
  const auto details = co_await with.engine.client.inspect_container(container.id);
  if (!details) {
    row.exists = false;
    row.result = "removed meanwhile";
    co_return row;
  }
  if (with.service.is_job) {
    judge_job(row, *details);
    co_return row;
  }
  const auto image = reconcile::image_in_effect(*details);
  const auto spec = reconcile::effective_probe(with.service, &image);
  row.probe = model::describe(spec.kind);
  if (!details->running || details->status == "paused") {
    const auto proof = with.readiness.find(container.id);
    judge_stopped(row, *details, proof == with.readiness.end() ? std::string() : proof->second);
    co_return row;
  }
  auto target = co_await reconcile::probe_target(with.engine.client, with.service, *details);
  const probe::ProbeContext context{with.engine.client, *with.engine.transport, with.engine.loop,
                                    with.addresses_reachable};
  const auto began = with.engine.loop.now();
  const auto attempt = co_await probe::probe_once(context, std::move(target), spec);
  row.took = std::chrono::duration_cast<Duration>(with.engine.loop.now() - began);
  row.passed = attempt.passed;
  row.result = attempt.result;
  row.state = attempt.passed ? ServiceState::kReady : ServiceState::kFailed;
  co_return row;
}

/// A job that has nothing to work on is no failure.
HealthRow skipped_row(const model::Service& job, const std::string& why) {
  HealthRow row;
  row.service = job.name;
  row.optional = job.extension.optional;
  row.state = ServiceState::kSkipped;
  row.passed = true;
  row.result = fmt::format("skipped ({})", why);
  return row;
}

/// A service without a container: a job whose last success still holds needs none.
Task<HealthRow> judge_absent(Judge with, const host::StateStore::Record& jobs) {
  HealthRow row;
  row.service = with.service.name;
  row.optional = with.service.extension.optional;
  row.result = "not created";
  row.state = ServiceState::kWaiting;
  const auto done = jobs.find(row.service);
  if (!with.service.is_job || done == jobs.end()) co_return row;
  const std::string due =
      co_await reconcile::current_job_fingerprint(with.engine.client, with.stack, row.service);
  if (due != done->second) co_return row;
  row.probe = "last run";
  row.result = "done, nothing has changed since";
  row.state = ServiceState::kJobUnchanged;
  row.passed = true;
  co_return row;
}

}  // namespace

bool HealthReport::ok() const {
  return std::all_of(rows.begin(), rows.end(),
                     [](const HealthRow& row) { return row.passed || row.optional; });
}

bool HealthReport::anything_exists() const {
  return std::any_of(rows.begin(), rows.end(), [](const HealthRow& row) { return row.exists; });
}

Task<HealthReport> check_health(EngineSession& engine, const ProjectOnEngine& project,
                                const model::Stack& declared, std::vector<std::string> services) {
  const auto began = engine.loop.now();
  const auto containers = co_await list_project(engine.client, declared);
  std::vector<engine::Labels> labels;
  for (const auto& container : containers) labels.push_back(container.labels);
  const reconcile::ImplementedStack implemented(declared,
                                                reconcile::running_mocks(declared, labels));
  const model::Stack& stack = implemented.get();
  const auto processes = reconcile::observe_processes(stack, project.state);
  auto members = containers;
  add_processes(members, stack, processes, engine.loop.system_now());
  const auto ports = published_ports(members);
  const bool reachable = addresses_reachable(engine.client.endpoint(), project.info);
  const auto jobs = project.state.read("jobs");
  const auto readiness = project.state.read("readiness");
  HealthReport report;
  TaskSet<std::string, HealthRow> probes;
  for (const auto& [name, service] : stack.services) {
    const bool wanted =
        services.empty() || std::find(services.begin(), services.end(), name) != services.end();
    if (!wanted) continue;
    std::string why = reconcile::why_skipped(stack, service);
    if (jobs.contains(reconcile::left_out_key(name))) why = reconcile::no_image_reason(service);
    if (!why.empty()) {
      report.rows.push_back(skipped_row(service, why));
      continue;
    }
    const Judge with{engine, stack, service, readiness, reachable};
    bool exists = false;
    for (const auto& container : containers) {
      if (label(container, model::labels::kService) != name) continue;
      exists = true;
      probes.add(name, judge(with, container));
    }
    const auto process = processes.find(name);
    if (!exists && process != processes.end()) {
      exists = true;
      probes.add(name, judge_process(engine, service, process->second));
    }
    if (!exists && service.scale != 0) probes.add(name, judge_absent(with, jobs));
  }
  while (!probes.empty()) {
    auto next = co_await probes.next();
    auto row = next.task.take();
    if (row.passed) row.urls = service_urls(stack.services.at(row.service), ports);
    report.rows.push_back(std::move(row));
  }
  std::sort(report.rows.begin(), report.rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a.service, a.container) < std::tie(b.service, b.container);
  });
  report.links = resolve_links(declared, ports);
  report.took = std::chrono::duration_cast<Duration>(engine.loop.now() - began);
  co_return report;
}

void refresh_reasons(HealthReport& report, const reconcile::ProcessChoices& choices) {
  for (auto& row : report.rows) {
    row.reason = reason_now(std::move(row.reason), row.service, choices);
  }
}

}  // namespace devstack::cli
