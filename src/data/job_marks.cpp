#include "devstack/data/job_marks.hpp"

#include <algorithm>

namespace devstack::data {
namespace {

using Volumes = std::map<std::string, reconcile::ObservedVolume>;

Volumes without_ages(const model::Stack& stack, const reconcile::Observed& observed) {
  Volumes volumes = observed.volumes;
  for (auto& [name, volume] : volumes) volume.created_at.clear();
  for (const auto& [key, volume] : stack.volumes) {
    if (volumes.contains(volume.name)) continue;
    reconcile::ObservedVolume missing;
    missing.name = volume.name;
    volumes.emplace(volume.name, std::move(missing));
  }
  return volumes;
}

std::string portable(const model::Stack& stack, const model::Service& job,
                     const reconcile::Observed& observed) {
  return reconcile::job_fingerprint(stack, job, without_ages(stack, observed), {});
}

std::string present(const model::Stack& stack, const model::Service& job,
                    const reconcile::Observed& observed) {
  return reconcile::job_fingerprint(stack, job, observed.volumes, observed.containers);
}

/// A volume of another age changes the fingerprint of exactly the jobs that live in it.
bool lives_in(const model::Stack& stack, const model::Service& job,
              const reconcile::Observed& observed, const std::vector<std::string>& volumes) {
  Volumes plain = without_ages(stack, observed);
  Volumes touched = plain;
  for (const std::string& name : volumes) touched[name].created_at = "touched";
  return reconcile::job_fingerprint(stack, job, plain, {}) !=
         reconcile::job_fingerprint(stack, job, touched, {});
}

}  // namespace

JobMarks current_marks(const model::Stack& stack, const reconcile::Observed& observed) {
  JobMarks marks;
  for (const auto& [name, service] : stack.services) {
    const auto recorded = observed.jobs.find(name);
    if (!service.is_job || recorded == observed.jobs.end()) continue;
    if (recorded->second != present(stack, service, observed)) continue;
    marks[name] = portable(stack, service, observed);
  }
  return marks;
}

host::StateStore::Record jobs_after_restore(const model::Stack& stack,
                                            const reconcile::Observed& observed,
                                            const JobMarks& marks,
                                            const std::vector<std::string>& volumes) {
  host::StateStore::Record record = observed.jobs;
  for (const auto& [name, service] : stack.services) {
    if (!service.is_job || !lives_in(stack, service, observed, volumes)) continue;
    const auto mark = marks.find(name);
    if (mark != marks.end() && mark->second == portable(stack, service, observed)) {
      record[name] = present(stack, service, observed);
    } else {
      record.erase(name);
    }
  }
  return record;
}

}  // namespace devstack::data
