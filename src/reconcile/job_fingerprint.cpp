// What a job's success holds for. Volumes are part of it by their creation time: a volume that was
// deleted and made again has lost what the job did to it.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "devstack/base/hash.hpp"
#include "devstack/reconcile/observed.hpp"
#include "reconcile/file_contents.hpp"
#include "reconcile/input_glob.hpp"
#include "reconcile/job_starts.hpp"
#include "reconcile/job_volumes.hpp"

namespace devstack::reconcile {
namespace {

std::string file_hash(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return "unreadable";
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  return sha256_hex(bytes);
}

}  // namespace

std::string job_fingerprint(const model::Stack& stack, const model::Service& job,
                            const std::map<std::string, ObservedVolume>& volumes,
                            const std::vector<ObservedContainer>& containers) {
  std::string text = "config " + job.config_hash + '\n';
  for (const auto& [field, hash] : content_hashes(stack, job)) {
    text += fmt::format("content {} {}\n", field, hash);
  }
  if (job.extension.job) {
    for (const std::string& path : expand_globs(stack.directory, job.extension.job->inputs)) {
      text += fmt::format("input {} {}\n", path,
                          file_hash(std::filesystem::path(stack.directory) / path));
    }
  }
  for (const std::string& name : job_volumes(stack, job)) {
    // One that does not exist is as if it were not mounted: a mock in a server's place mounts none.
    const auto existing = volumes.find(name);
    if (existing == volumes.end()) continue;
    text += fmt::format("volume {} {}\n", name, existing->second.created_at);
  }
  const std::string fingerprint = sha256_hex(text);
  if (!runs_always(job)) return fingerprint;
  return fingerprint + " " + starts_behind(stack, job, containers);
}

}  // namespace devstack::reconcile
