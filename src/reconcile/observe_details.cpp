// Inspections, side by side within a limit.
#include "reconcile/observe_details.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "devstack/base/units.hpp"
#include "devstack/engine/image_reference.hpp"
#include "devstack/model/labels.hpp"
#include "reconcile/image_policy.hpp"
#include "reconcile/job_starts.hpp"
#include "reconcile/observed_health.hpp"

namespace devstack::reconcile {
namespace {

/// Enough to hide the latency of one, few enough for the engine to stay responsive.
constexpr std::size_t kInspectionsAtOnce = 16;

using Details = std::optional<engine::ContainerDetails>;
using Image = std::optional<engine::ImageDetails>;

bool runs(const ObservedContainer& container) { return container.state == "running"; }

const model::Service* service_of(const model::Stack& stack, const ObservedContainer& container) {
  const auto found = stack.services.find(container.service);
  return found == stack.services.end() ? nullptr : &found->second;
}

using Names = std::set<std::string, std::less<>>;

/// `starts`: services whose containers' starts matter.
bool needs_details(const model::Stack& stack, const Observed& observed, const Names& starts,
                   const ObservedContainer& container) {
  const model::Service* service = service_of(stack, container);
  if (service == nullptr || container.one_off) return false;
  return !runs(container) || container.config_hash != service->config_hash ||
         starts.contains(container.service) || observed.readiness.contains(container.id);
}

/// Needs nothing but what is known: a job that ended, or a container that is proven ready.
bool is_settled(const Observed& observed, const model::Service& service,
                const ObservedContainer& container) {
  if (container.config_hash != service.config_hash || !container.replaces.empty()) return false;
  // Its image may have come meanwhile.
  if (container.labels.contains(model::labels::kFallback)) return false;
  if (service.is_job) return container.details && container.details->exit_code == 0;
  return is_proven_ready(observed, container);
}

/// The containers whose starts count for a job, with their details.
Task<std::vector<ObservedContainer>> containers_behind(engine::Client& client,
                                                       const model::Stack& stack,
                                                       const model::Service& job) {
  const Names services = services_behind(stack, job);
  std::vector<std::string> filters{std::string(model::labels::kProject) + "=" + stack.project};
  const auto listed = co_await client.list_containers(std::move(filters));
  std::vector<ObservedContainer> containers;
  for (const engine::ContainerSummary& summary : listed) {
    const auto name = summary.labels.find(model::labels::kService);
    if (name == summary.labels.end() || !services.contains(name->second)) continue;
    const auto one_off = summary.labels.find(model::labels::kOneOff);
    ObservedContainer container;
    container.id = summary.id;
    container.service = name->second;
    container.one_off = one_off != summary.labels.end() && one_off->second == "True";
    container.details = co_await client.inspect_container(summary.id);
    containers.push_back(std::move(container));
  }
  co_return containers;
}

ObservedImage to_observed(const engine::ImageDetails& image) {
  ObservedImage observed = observed_health(image.id, image);
  observed.volumes = image.volumes;
  observed.tagged_at = parse_rfc3339(image.last_tag_time);
  return observed;
}

}  // namespace

Task<void> inspect_containers(engine::Client& client, const model::Stack& stack,
                              Observed& observed) {
  std::vector<std::size_t> wanted;
  const Names starts = services_behind_always(stack);
  for (std::size_t i = 0; i < observed.containers.size(); ++i) {
    if (needs_details(stack, observed, starts, observed.containers[i])) wanted.push_back(i);
  }
  TaskSet<std::size_t, Details> tasks;
  std::set<std::string> vanished;
  std::size_t next = 0;
  while (next < wanted.size() || !tasks.empty()) {
    while (next < wanted.size() && tasks.running() < kInspectionsAtOnce) {
      const std::size_t index = wanted[next++];
      tasks.add(index, client.inspect_container(observed.containers[index].id));
    }
    auto finished = co_await tasks.next();
    ObservedContainer& container = observed.containers[finished.key];
    container.details = finished.task.take();
    if (!container.details) vanished.insert(container.id);
  }
  std::erase_if(observed.containers, [&vanished](const ObservedContainer& container) {
    return vanished.contains(container.id);
  });
}

std::set<std::string> images_to_inspect(const model::Stack& stack, const Observed& observed,
                                        const std::vector<engine::ContainerSummary>& summaries) {
  std::set<std::string> moved;
  for (const engine::ContainerSummary& summary : summaries) {
    if (summary.image == summary.image_id) moved.insert(summary.id);
  }
  std::map<std::string, std::size_t> settled;
  for (const ObservedContainer& container : observed.containers) {
    const model::Service* service = service_of(stack, container);
    if (service == nullptr || container.one_off || moved.contains(container.id)) continue;
    if (is_settled(observed, *service, container)) ++settled[container.service];
  }
  std::set<std::string> references;
  for (const auto& [name, service] : stack.services) {
    const std::size_t wanted = service.is_job ? 1 : static_cast<std::size_t>(service.scale);
    if (settled[name] >= wanted && !refresh_interval(service.pull_policy)) continue;
    references.insert(service.image);
    const auto& fallback = service.extension.image_fallback;
    const auto upstream = engine::parse_image_reference(service.image);
    if (fallback && fallback->local && upstream) {
      references.insert(engine::stand_in_name(*upstream));
    }
  }
  return references;
}

Task<void> inspect_images(engine::Client& client, std::set<std::string> references,
                          Observed& observed) {
  TaskSet<std::string, Image> tasks;
  auto next = references.begin();
  while (next != references.end() || !tasks.empty()) {
    while (next != references.end() && tasks.running() < kInspectionsAtOnce) {
      tasks.add(*next, client.inspect_image(*next));
      ++next;
    }
    auto finished = co_await tasks.next();
    const Image image = finished.task.take();
    std::optional<ObservedImage>& into = observed.images[finished.key];
    if (image) into = to_observed(*image);
  }
}

std::string creation_time(const engine::VolumeSummary& volume) {
  const auto ours = volume.labels.find(model::labels::kCreatedAt);
  return ours == volume.labels.end() ? volume.created_at : ours->second;
}

Task<std::string> current_job_fingerprint(engine::Client& client, const model::Stack& stack,
                                          std::string service) {
  const auto job = stack.services.find(service);
  if (job == stack.services.end()) co_return std::string();
  std::map<std::string, ObservedVolume> volumes;
  std::vector<std::string> no_filter;
  const std::vector<engine::VolumeSummary> listed = co_await client.list_volumes(no_filter);
  for (const engine::VolumeSummary& volume : listed) {
    volumes[volume.name].created_at = creation_time(volume);
  }
  std::vector<ObservedContainer> containers;
  if (runs_always(job->second)) containers = co_await containers_behind(client, stack, job->second);
  co_return job_fingerprint(stack, job->second, volumes, containers);
}

}  // namespace devstack::reconcile
