// A walk over edges: through jobs, up to the first services.
#include "reconcile/job_starts.hpp"

#include <fmt/format.h>

#include "devstack/base/hash.hpp"

namespace devstack::reconcile {

bool runs_always(const model::Service& job) {
  return job.extension.job && job.extension.job->run == model::Job::Run::kAlways;
}

std::set<std::string, std::less<>> services_behind(const model::Stack& stack,
                                                   const model::Service& job) {
  std::set<std::string, std::less<>> services;
  std::set<std::string_view> seen{job.name};
  std::vector<const model::Service*> open{&job};
  while (!open.empty()) {
    const model::Service& from = *open.back();
    open.pop_back();
    for (const model::Dependency& dependency : from.depends_on) {
      const auto to = stack.services.find(dependency.service);
      if (to == stack.services.end() || !seen.insert(to->first).second) continue;
      if (to->second.is_job) {
        open.push_back(&to->second);
      } else {
        services.insert(to->first);
      }
    }
  }
  return services;
}

std::set<std::string, std::less<>> services_behind_always(const model::Stack& stack) {
  std::set<std::string, std::less<>> all;
  for (const auto& [name, service] : stack.services) {
    if (service.is_job && runs_always(service)) all.merge(services_behind(stack, service));
  }
  return all;
}

std::string starts_behind(const model::Stack& stack, const model::Service& job,
                          const std::vector<ObservedContainer>& containers) {
  const auto services = services_behind(stack, job);
  std::set<std::string> starts;
  for (const ObservedContainer& container : containers) {
    if (container.one_off || !services.contains(container.service) || !container.details) continue;
    starts.insert(fmt::format("{} {}", container.id, readiness_proof(*container.details)));
  }
  std::string text;
  for (const std::string& start : starts) text += start + '\n';
  return sha256_hex(text);
}

std::string without_starts(const std::string& fingerprint) {
  return fingerprint.substr(0, fingerprint.find(' '));
}

}  // namespace devstack::reconcile
