// Takes the snapshot: a few lists side by side, then inspections side by side where the lists leave
// something open.
#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "devstack/model/labels.hpp"
#include "devstack/reconcile/observed.hpp"
#include "reconcile/container_hash.hpp"
#include "reconcile/file_contents.hpp"
#include "reconcile/observe_details.hpp"
#include "reconcile/ownership.hpp"

namespace devstack::reconcile {
namespace {

namespace labels = model::labels;

/// "3f2a…_" in front of a name: a replacement that has not taken its place yet.
constexpr std::size_t kTemporaryPrefix = 12;

struct Lists {
  std::vector<engine::ContainerSummary> containers;
  std::vector<engine::NetworkSummary> networks;
  std::vector<engine::VolumeSummary> volumes;
};

Task<void> list_containers(engine::Client& client, std::string project, Lists& lists) {
  std::vector<std::string> filters{std::string(labels::kProject) + "=" + project};
  lists.containers = co_await client.list_containers(std::move(filters));
}

// Networks and volumes are listed without a filter: external and foreign ones matter as well.
Task<void> list_networks(engine::Client& client, Lists& lists) {
  std::vector<std::string> filters;
  lists.networks = co_await client.list_networks(std::move(filters));
}

Task<void> list_volumes(engine::Client& client, Lists& lists) {
  std::vector<std::string> filters;
  lists.volumes = co_await client.list_volumes(std::move(filters));
}

Task<Lists> read_lists(engine::Client& client, std::string project) {
  Lists lists;
  TaskSet<int, void> tasks;
  tasks.add(0, list_containers(client, project, lists));
  tasks.add(1, list_networks(client, lists));
  tasks.add(2, list_volumes(client, lists));
  while (!tasks.empty()) {
    auto finished = co_await tasks.next();
    finished.task.take();
  }
  co_return lists;
}

std::size_t container_number(const engine::Labels& all) {
  const std::string text = engine::label(all, labels::kContainerNumber);
  std::size_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

ObservedContainer to_observed(const engine::ContainerSummary& summary) {
  ObservedContainer container;
  container.id = summary.id;
  container.name = summary.name;
  container.service = engine::label(summary.labels, labels::kService);
  container.number = container_number(summary.labels);
  container.state = summary.state;
  container.config_hash = engine::label(summary.labels, labels::kConfigHash);
  container.image_id = summary.image_id;
  container.one_off = engine::label(summary.labels, labels::kOneOff) == "True";
  container.labels = summary.labels;
  container.ports = summary.ports;
  container.network_addresses = summary.network_addresses;
  container.network_ids = summary.network_ids;
  return container;
}

/// The id prefix in a temporary name; empty for any other name.
std::string replaced_prefix(const std::string& name) {
  if (name.size() <= kTemporaryPrefix || name[kTemporaryPrefix] != '_') return {};
  const std::string prefix = name.substr(0, kTemporaryPrefix);
  const bool is_id = prefix.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_id ? prefix : std::string();
}

void mark_replacements(std::vector<ObservedContainer>& containers) {
  std::map<std::string, std::string> ids;
  for (const ObservedContainer& container : containers) {
    ids.emplace(container.id.substr(0, kTemporaryPrefix), container.id);
  }
  for (ObservedContainer& container : containers) {
    if (!container.labels.contains(labels::kReplace)) continue;
    const std::string prefix = replaced_prefix(container.name);
    if (prefix.empty()) continue;
    const auto replaced = ids.find(prefix);
    container.replaces = replaced == ids.end() ? prefix : replaced->second;
  }
}

void sort_containers(const model::Stack& stack,
                     const std::vector<engine::ContainerSummary>& summaries, Observed& observed) {
  for (const engine::ContainerSummary& summary : summaries) {
    auto& into =
        belongs_to(stack, summary.labels) ? observed.containers : observed.foreign_containers;
    into.push_back(to_observed(summary));
  }
  std::ranges::sort(observed.containers, {}, [](const ObservedContainer& container) {
    return std::tie(container.service, container.number, container.name);
  });
  mark_replacements(observed.containers);
  translate_hashes(stack, observed.containers);
}

/// Engine names that the stack speaks of, whoever owns them.
template <class Map>
std::set<std::string> names_in(const Map& declared) {
  std::set<std::string> names;
  for (const auto& [key, resource] : declared) names.insert(resource.name);
  return names;
}

bool has_containers(const Observed& observed, const ObservedNetwork& network) {
  return std::ranges::any_of(observed.containers, [&network](const ObservedContainer& container) {
    const auto attached = container.network_ids.find(network.name);
    return attached != container.network_ids.end() && attached->second == network.id;
  });
}

/// Engines before 25 make two networks of one name for two calls at the same time.
void add_network(ObservedNetwork network, Observed& observed) {
  const auto [place, is_first] = observed.networks.try_emplace(network.name, network);
  if (is_first) return;
  ObservedNetwork& first = place->second;
  if (first.ownership == Ownership::kForeign) return;
  if (has_containers(observed, network)) std::swap(first, network);
  if (network.ownership == Ownership::kOurs) observed.twin_networks.push_back(std::move(network));
}

void sort_resources(const model::Stack& stack, const Lists& lists, Observed& observed) {
  const auto name =
      observed.foreign_containers.empty() ? ProjectName::kOurs : ProjectName::kContested;
  const std::set<std::string> network_names = names_in(stack.networks);
  for (const engine::NetworkSummary& network : lists.networks) {
    const Ownership ownership = resource_ownership(stack, network.labels, name);
    if (ownership == Ownership::kForeign && !network_names.contains(network.name)) continue;
    add_network({network.id, network.name, engine::label(network.labels, labels::kNetwork),
                 engine::label(network.labels, labels::kConfigHash), ownership},
                observed);
  }
  const std::set<std::string> volume_names = names_in(stack.volumes);
  for (const engine::VolumeSummary& volume : lists.volumes) {
    const Ownership ownership = resource_ownership(stack, volume.labels, name);
    if (ownership == Ownership::kForeign && !volume_names.contains(volume.name)) continue;
    observed.volumes[volume.name] = {volume.name, engine::label(volume.labels, labels::kVolume),
                                     engine::label(volume.labels, labels::kConfigHash),
                                     creation_time(volume), ownership};
  }
}

}  // namespace

Task<Observed> observe(engine::Client& client, const model::Stack& stack, host::StateStore& state,
                       ObserveRequest request) {
  const Lists lists = co_await read_lists(client, stack.project);
  Observed observed;
  observed.api = client.api_version();
  observed.now = std::chrono::system_clock::now();
  sort_containers(stack, lists.containers, observed);
  refuse_contested_name(stack, observed.foreign_containers);
  sort_resources(stack, lists, observed);
  observed.readiness = state.read("readiness");
  observed.jobs = state.read("jobs");
  observed.processes = observe_processes(stack, state);
  if (request.host != nullptr) {
    const auto facts = host::gather_facts(fact_query(stack, *request.host));
    observed.process_choices = choose_processes(stack, facts, *request.host);
  }
  if (request.depth == ObserveRequest::Depth::kLists) co_return observed;
  co_await inspect_containers(client, stack, observed);
  for (const auto& [name, service] : stack.services) {
    observed.contents[name] = content_hashes(stack, service);
    if (!service.is_job) continue;
    observed.job_inputs[name] =
        job_fingerprint(stack, service, observed.volumes, observed.containers);
  }
  if (request.images == ObserveRequest::Images::kNeeded) {
    std::set<std::string> references = images_to_inspect(stack, observed, lists.containers);
    for (const std::string& name : request.refreshed) {
      const auto service = stack.services.find(name);
      if (service != stack.services.end()) references.insert(service->second.image);
    }
    co_await inspect_images(client, references, observed);
  }
  co_return observed;
}

}  // namespace devstack::reconcile
