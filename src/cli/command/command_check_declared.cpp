// Checks of the stack file: commands in containers, requests, connections.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "cli/check/check_run.hpp"
#include "cli/parse/implemented_by.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/stream/exec_verdict.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/probe/http_request.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/reconcile/probe_target.hpp"

namespace devstack::cli {
namespace {

void fail(CheckResult& result, std::string text) {
  result.outcome = CheckOutcome::kFail;
  result.text = std::move(text);
}

void skip(CheckResult& result, std::string text) {
  result.outcome = CheckOutcome::kSkip;
  result.text = std::move(text);
}

Task<void> run_command(const CheckRun& run, const model::CheckSpec& spec,
                       const model::ExecCheck& check, CheckResult& result) {
  const auto* member = running_member(run, check.service);
  if (member == nullptr) {
    fail(result, not_running_text(run, check.service));
    co_return;
  }
  if (is_process(*member)) {
    skip(result,
         fmt::format("{} runs as a process of this host, not as a container", check.service));
    co_return;
  }
  if (reconcile::is_fallback_mock(member->labels)) {
    skip(result, fmt::format("{} is a mock", check.service));
    co_return;
  }
  engine::ExecRequest request;
  request.command = check.command;
  const std::string id = member->id;
  try {
    const auto finished = co_await run.engine.client.exec(id, std::move(request), spec.within);
    judge_output(result, finished, check.expect_stdout);
  } catch (const engine::EngineError& error) {
    fail(result, error.daemon_message());
  }
}

/// A process is reached where it listens: on this host.
Task<probe::Target> target_of(const CheckRun& run, const engine::ContainerSummary& member,
                              const model::Service& service) {
  probe::Target target;
  target.service = service.name;
  target.address = "127.0.0.1";
  if (is_process(member)) co_return target;
  const auto details = co_await run.engine.client.inspect_container(member.id);
  if (details) target = co_await reconcile::probe_target(run.engine.client, service, *details);
  co_return target;
}

Task<void> run_request(const CheckRun& run, const model::CheckSpec& spec,
                       const model::HttpCheck& check, CheckResult& result) {
  const auto* member = running_member(run, check.service);
  if (member == nullptr) {
    fail(result, not_running_text(run, check.service));
    co_return;
  }
  const bool reachable =
      is_process(*member) || addresses_reachable(run.engine.client.endpoint(), run.project.info);
  auto target = co_await target_of(run, *member, run.stack().services.at(check.service));
  const probe::ProbeContext context{run.engine.client, *run.engine.transport, run.engine.loop,
                                    reachable};
  probe::HttpCall call;
  call.expect = check.request;
  call.method = check.method;
  call.body = check.body;
  const auto attempt =
      co_await probe::request_once(context, std::move(target), std::move(call), spec.within);
  result.outcome = attempt.passed ? CheckOutcome::kPass : CheckOutcome::kFail;
  result.text = attempt.result;
}

/// Services that the check is about.
std::vector<std::string> services_of(const model::CheckSpec& spec) {
  if (const auto* edge = std::get_if<model::ConnectivityCheck>(&spec.kind)) {
    return {edge->from, edge->host};
  }
  if (const auto* command = std::get_if<model::ExecCheck>(&spec.kind)) return {command->service};
  return {std::get<model::HttpCheck>(spec.kind).service};
}

/// "redis is a mock" where the check makes sense on real servers only; empty: it can run.
std::string why_not(const CheckRun& run, const model::CheckSpec& spec) {
  if (!spec.only_real) return {};
  const auto pretended = pretended_services(run);
  for (const auto& service : services_of(spec)) {
    const auto found = pretended.find(service);
    if (found != pretended.end()) return fmt::format("{} is {}", service, found->second);
  }
  return {};
}

Task<CheckResult> run_one(const CheckRun& run, const model::CheckSpec& spec) {
  CheckResult result;
  result.name = spec.name;
  result.where = spec.span.file_and_line();
  const auto began = run.engine.loop.now();
  if (const auto* command = std::get_if<model::ExecCheck>(&spec.kind)) {
    co_await run_command(run, spec, *command, result);
  } else if (const auto* request = std::get_if<model::HttpCheck>(&spec.kind)) {
    co_await run_request(run, spec, *request, result);
  }
  result.took = std::chrono::duration_cast<Duration>(run.engine.loop.now() - began);
  co_return result;
}

bool is_edge(const model::CheckSpec& spec) {
  return std::holds_alternative<model::ConnectivityCheck>(spec.kind);
}

}  // namespace

const engine::ContainerSummary* running_member(const CheckRun& run, const std::string& service) {
  const auto found =
      std::find_if(run.members.begin(), run.members.end(), [&service](const auto& member) {
        return label(member, model::labels::kService) == service && member.state == "running";
      });
  return found == run.members.end() ? nullptr : &*found;
}

std::map<std::string, std::string, std::less<>> pretended_services(const CheckRun& run) {
  std::map<std::string, std::string, std::less<>> found;
  for (const auto& member : run.members) {
    const auto by = implemented_by(member.labels, run.stack(), {}).implementation;
    if (by == Implementation::kDeclared) continue;
    found.emplace(label(member, model::labels::kService),
                  by == Implementation::kMock ? "a mock" : "a stand-in");
  }
  return found;
}

std::string not_running_text(const CheckRun& run, const std::string& service) {
  for (const auto& member : run.members) {
    if (label(member, model::labels::kService) == service) {
      return fmt::format("{} does not run ({})", service, member.state);
    }
  }
  return fmt::format("{} does not run", service);
}

Task<CheckResults> run_declared(const CheckRun& run, const std::vector<model::CheckSpec>& checks) {
  CheckResults results(checks.size());
  std::vector<const model::CheckSpec*> edges;
  std::vector<std::size_t> places;  // of the edges among the results
  for (std::size_t i = 0; i < checks.size(); ++i) {
    results[i].name = checks[i].name;
    results[i].where = checks[i].span.file_and_line();
    auto reason = why_not(run, checks[i]);
    if (!reason.empty()) {
      skip(results[i], std::move(reason));
    } else if (is_edge(checks[i])) {
      edges.push_back(&checks[i]);
      places.push_back(i);
    } else {
      results[i] = co_await run_one(run, checks[i]);
    }
  }
  auto tried = co_await run_edges(run, std::move(edges));
  for (std::size_t i = 0; i < places.size(); ++i) results[places[i]] = std::move(tried[i]);
  co_return results;
}

}  // namespace devstack::cli
