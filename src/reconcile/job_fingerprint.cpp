// What a job's success holds for. Volumes are part of it by their creation time: a volume that was
// deleted and made again has lost what the job did to it.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <vector>

#include "devstack/base/hash.hpp"
#include "devstack/reconcile/observed.hpp"
#include "reconcile/input_glob.hpp"

namespace devstack::reconcile {
namespace {

std::string file_hash(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return "unreadable";
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  return sha256_hex(bytes);
}

/// Engine names of the volumes of the job and of all that it depends on.
std::set<std::string> volumes_of_closure(const model::Stack& stack, const model::Service& job) {
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

}  // namespace

std::string job_fingerprint(const model::Stack& stack, const model::Service& job,
                            const std::map<std::string, ObservedVolume>& volumes) {
  std::string text = "config " + job.config_hash + '\n';
  if (job.extension.job) {
    for (const std::string& path : expand_globs(stack.directory, job.extension.job->inputs)) {
      text += fmt::format("input {} {}\n", path,
                          file_hash(std::filesystem::path(stack.directory) / path));
    }
  }
  for (const std::string& name : volumes_of_closure(stack, job)) {
    const auto existing = volumes.find(name);
    const bool missing = existing == volumes.end();
    text += fmt::format("volume {} {}\n", name, missing ? "missing" : existing->second.created_at);
  }
  return sha256_hex(text);
}

}  // namespace devstack::reconcile
