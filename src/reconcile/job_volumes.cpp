// A walk over the job's dependencies, each once.
#include "reconcile/job_volumes.hpp"

#include <string_view>
#include <vector>

namespace devstack::reconcile {

std::set<std::string> job_volumes(const model::Stack& stack, const model::Service& job) {
  std::set<std::string> names;
  std::set<std::string_view> seen{job.name};
  std::vector<const model::Service*> open{&job};
  while (!open.empty()) {
    const model::Service& service = *open.back();
    open.pop_back();
    for (const model::Mount& mount : service.volumes) {
      const auto volume = stack.volumes.find(mount.source);
      if (mount.type == model::MountType::kVolume && volume != stack.volumes.end()) {
        names.insert(volume->second.name);
      }
    }
    for (const model::Dependency& dependency : service.depends_on) {
      const auto next = stack.services.find(dependency.service);
      const bool is_new = next != stack.services.end() && seen.insert(next->first).second;
      if (is_new) open.push_back(&next->second);
    }
  }
  return names;
}

}  // namespace devstack::reconcile
