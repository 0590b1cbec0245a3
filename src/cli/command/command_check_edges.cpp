// Tries connections where they would be made: in the network namespace of the caller, with the
// mock's client. A caller that is a mock has that client itself; others get a short-lived container
// in their network. All connections of one caller are tried in one go.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "cli/check/check_edges.hpp"
#include "cli/check/check_run.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/service_urls.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/units.hpp"
#include "devstack/host/paths.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/model/names.hpp"
#include "devstack/reconcile/engine_step_runner.hpp"

namespace devstack::cli {
namespace {

constexpr char kHost[] = "host";
constexpr char kProgram[] = "/devstack-mock";
constexpr Duration kShortest{1'000}, kLongest{5'000};
/// For making and starting a container on a busy engine.
constexpr Duration kContainerMargin{30'000};

using Edge = model::ConnectivityCheck;
using Edges = std::vector<const model::CheckSpec*>;
using Reached = std::map<std::string, ReachLine>;

const Edge& edge_of(const model::CheckSpec& spec) { return std::get<Edge>(spec.kind); }

std::string address_of(const Edge& edge) { return fmt::format("{}:{}", edge.host, edge.port); }

Duration patience(const Edges& edges) {
  Duration longest = kShortest;
  for (const auto* spec : edges) {
    longest = std::max(longest, std::chrono::duration_cast<Duration>(spec->within));
  }
  return std::min(longest, kLongest);
}

std::vector<std::string> reach_words(const Edges& edges) {
  std::vector<std::string> words{"--reach", std::to_string(patience(edges).count())};
  for (const auto* spec : edges) {
    const std::string address = address_of(edge_of(*spec));
    if (std::find(words.begin(), words.end(), address) == words.end()) words.push_back(address);
  }
  return words;
}

/// Why no connection could be tried at all.
Reached all_failed(const Edges& edges, const std::string& reason) {
  Reached reached;
  for (const auto* spec : edges) {
    reached[address_of(edge_of(*spec))] = ReachLine{false, Duration{}, reason};
  }
  return reached;
}

struct Tried {
  std::string address;
  ReachLine line;
};

Task<Tried> try_from_host(EngineSession& engine, std::string address, io::Endpoint endpoint,
                          Duration limit) {
  const auto began = engine.loop.now();
  const auto error = co_await engine.transport->try_connect(std::move(endpoint), limit);
  Tried tried;
  tried.address = std::move(address);
  tried.line.ok = !error;
  tried.line.took = std::chrono::duration_cast<Duration>(engine.loop.now() - began);
  tried.line.error = error.value_or("");
  co_return tried;
}

/// Where an edge of this host leads: a service's name is where its port is published. Empty:
/// nowhere.
std::optional<io::Endpoint> from_host(const Edge& edge, const model::Stack& stack,
                                      const PublishedPorts& published) {
  io::Endpoint endpoint;
  endpoint.host = edge.host;
  endpoint.port = edge.port;
  // Containers call this host so.
  if (edge.host == "host.docker.internal") endpoint.host = "127.0.0.1";
  if (!stack.services.contains(edge.host)) return endpoint;
  const auto address = published_address(published, edge.host, edge.port);
  if (!address) return std::nullopt;
  const auto colon = address->rfind(':');
  endpoint.host = address->substr(0, colon);
  if (endpoint.host.starts_with('[')) endpoint.host = endpoint.host.substr(1, colon - 2);
  std::from_chars(address->data() + colon + 1, address->data() + address->size(), endpoint.port);
  return endpoint;
}

Task<Reached> reach_from_host(const CheckRun& run, Edges edges) {
  const auto published = published_ports(run.members);
  Reached reached;
  TaskSet<std::string, Tried> tasks;
  for (const auto* spec : edges) {
    const Edge& edge = edge_of(*spec);
    auto endpoint = from_host(edge, run.stack(), published);
    if (!endpoint) {
      reached[address_of(edge)] = {
          false, Duration{}, fmt::format("port {} of {} is not published", edge.port, edge.host)};
      continue;
    }
    tasks.add(address_of(edge),
              try_from_host(run.engine, address_of(edge), std::move(*endpoint), patience(edges)));
  }
  while (!tasks.empty()) {
    auto next = co_await tasks.next();
    Tried tried = next.task.take();
    reached[tried.address] = std::move(tried.line);
  }
  co_return reached;
}

/// Empty when the caller has no such program, or one of an older version.
Task<std::optional<Reached>> reach_from_mock(const CheckRun& run, std::string container,
                                             Edges edges) {
  engine::ExecRequest request;
  request.command = reach_words(edges);
  request.command.insert(request.command.begin(), kProgram);
  std::optional<Reached> reached;
  const auto done = co_await run.engine.client.exec(std::move(container), std::move(request),
                                                    patience(edges) + kContainerMargin);
  if (done.exit_code == 0) reached = parse_reach_report(done.output);
  co_return reached;
}

Value container_body(const CheckRun& run, const std::string& caller, const std::string& service,
                     const Edges& edges) {
  Value body = Value::object();
  body.set("Image", model::kMockImage);
  body.set("Entrypoint", Value::strings({kProgram}));
  body.set("Cmd", Value::strings(reach_words(edges)));
  body.set_path("HostConfig.NetworkMode", "container:" + caller);
  Value labels = Value::object();  // what a killed run leaves behind goes with the project
  labels.set(model::labels::kProject, run.stack().project);
  labels.set(model::labels::kService, service);
  labels.set(model::labels::kOneOff, "True");
  labels.set(model::labels::kCheck, service);
  labels.set(model::labels::kWorkingDir, run.stack().directory);
  labels.set(model::labels::kProjectId, run.stack().id);
  body.set("Labels", std::move(labels));
  return body;
}

Task<std::string> output_of(engine::Client& client, std::string id) {
  co_await client.start_container(id);
  co_await client.wait_container(id);
  constexpr int kAllLines = 1000;
  co_return co_await client.log_tail(id, kAllLines, "");
}

/// In a container of its own in the caller's network.
Task<Reached> reach_beside(const CheckRun& run, std::string caller, std::string service,
                           Edges edges) {
  engine::Client& client = run.engine.client;
  const std::string name = fmt::format("{}-check-{}-{}", run.stack().project, service, ::getpid());
  auto body = container_body(run, caller, service, edges);
  const auto created = co_await client.create_container(name, "", std::move(body));
  if (created.id.empty()) {
    throw engine::EngineError("POST", "/containers/create", 409, created.message);
  }
  std::optional<std::string> output;
  std::string fault = "did not end in time";
  try {
    auto work = output_of(client, created.id);
    output = co_await io::with_deadline(run.engine.loop, patience(edges) + kContainerMargin,
                                        std::move(work));
  } catch (const engine::EngineError& error) {
    fault = error.daemon_message();
  }
  co_await client.remove_container(created.id, engine::Client::AnonymousVolumes::kRemove);
  if (!output) co_return all_failed(edges, fault);
  co_return parse_reach_report(*output);
}

/// Containers of a `check` that was killed. One that still works has not lived that long.
Task<void> remove_leftovers(const CheckRun& run) {
  engine::Client& client = run.engine.client;
  std::vector<std::string> filters{model::labels::kCheck,
                                   std::string(model::labels::kProjectId) + "=" + run.stack().id};
  const auto found = co_await client.list_containers(std::move(filters));
  for (const auto& container : found) {
    const auto age = run.engine.loop.system_now() - container.created;
    if (age < kLongest + kContainerMargin) continue;
    co_await client.remove_container(container.id, engine::Client::AnonymousVolumes::kRemove);
  }
}

Task<Reached> reach_from(const CheckRun& run, std::string from, Edges edges) {
  if (from == kHost) co_return co_await reach_from_host(run, edges);
  const auto* member = running_member(run, from);
  if (member == nullptr) co_return all_failed(edges, not_running_text(run, from));
  if (is_process(*member)) co_return co_await reach_from_host(run, edges);
  std::string error;
  try {
    if (!label(*member, model::labels::kMock).empty()) {
      auto reached = co_await reach_from_mock(run, member->id, edges);
      if (reached) co_return std::move(*reached);
    }
    co_return co_await reach_beside(run, member->id, from, edges);
  } catch (const engine::EngineError& failure) {
    error = failure.daemon_message();
  }
  co_return all_failed(edges, error);
}

/// A name that cannot be resolved is often one of a service that has stopped.
std::string error_text(const CheckRun& run, const Edge& edge, const std::string& error) {
  const bool is_service = run.stack().services.contains(edge.host);
  const bool runs = !is_service || running_member(run, edge.host) != nullptr;
  return runs ? error : not_running_text(run, edge.host);
}

CheckResult result_of(const CheckRun& run, const model::CheckSpec& spec, const Reached& reached) {
  const Edge& edge = edge_of(spec);
  CheckResult result;
  result.name = spec.name;
  result.where = spec.span.file_and_line();
  const auto found = reached.find(address_of(edge));
  if (found == reached.end()) {
    result.outcome = CheckOutcome::kFail;
    result.text = "could not be tried";
    return result;
  }
  const ReachLine& line = found->second;
  result.took = line.took;
  const bool caller_runs = edge.from == kHost || running_member(run, edge.from) != nullptr;
  const bool as_wanted = edge.refused ? !line.ok && caller_runs : line.ok;
  result.outcome = as_wanted ? CheckOutcome::kPass : CheckOutcome::kFail;
  const std::string took = format_duration(line.took);
  if (line.ok) {
    result.text = edge.refused ? fmt::format("connected in {}, but must not", took) : took;
  } else {
    const std::string error = error_text(run, edge, line.error);
    result.text =
        edge.refused && as_wanted ? fmt::format("apart, as they must be: {}", error) : error;
  }
  return result;
}

bool needs_image(const CheckRun& run, const std::string& from) {
  const auto* member = from == kHost ? nullptr : running_member(run, from);
  return member != nullptr && !is_process(*member);
}

}  // namespace

Task<CheckResults> run_edges(const CheckRun& run, std::vector<const model::CheckSpec*> edges) {
  std::map<std::string, Edges> callers;
  for (const auto* spec : edges) callers[edge_of(*spec).from].push_back(spec);
  const bool image_is_needed = std::any_of(callers.begin(), callers.end(), [&run](const auto& one) {
    return needs_image(run, one.first);
  });
  if (image_is_needed) {
    co_await reconcile::ensure_mock_image(run.engine.client, run.engine.loop,
                                          host::find_install_paths().mock_binary);
    co_await remove_leftovers(run);
  }
  TaskSet<std::string, Reached> tasks;
  for (const auto& [from, of_caller] : callers) tasks.add(from, reach_from(run, from, of_caller));
  std::map<std::string, Reached> reached;
  while (!tasks.empty()) {
    auto next = co_await tasks.next();
    reached[next.key] = next.task.take();
  }
  CheckResults results;
  for (const auto* spec : edges) {
    results.push_back(result_of(run, *spec, reached[edge_of(*spec).from]));
  }
  co_return results;
}

}  // namespace devstack::cli
