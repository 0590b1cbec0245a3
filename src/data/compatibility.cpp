#include "devstack/data/compatibility.hpp"

#include <algorithm>
#include <cctype>

#include "devstack/data/errors.hpp"
#include "devstack/engine/image_reference.hpp"

namespace devstack::data {
namespace {

/// "15.4-1" gives "15", "v2" gives "2".
std::string first_number(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  std::string digits;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
    digits += c;
  }
  return digits;
}

std::string value_of(const std::vector<std::string>& environment, const std::string& name) {
  for (const std::string& entry : environment) {
    if (entry.starts_with(name + "=")) return entry.substr(name.size() + 1);
  }
  return {};
}

/// By what the images of that name call their version.
std::vector<std::string> version_names(std::string repository) {
  repository = repository.substr(repository.rfind('/') + 1);
  std::string name;
  for (const char c : repository) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) break;
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return {"PG_MAJOR", "PG_VERSION", name + "_MAJOR", name + "_VERSION"};
}

/// The volume, or the lines, that an entry goes to.
bool can_take(const model::Stack& stack, const model::Service& service,
              const ManifestEntry& entry) {
  if (entry.kind == BackupKind::kDump) {
    return service.extension.backup && !service.extension.backup->restore.empty();
  }
  const auto keys = own_volume_keys(stack, service);
  return std::ranges::find(keys, entry.volume_key) != keys.end();
}

}  // namespace

std::string major_version(const std::string& image, const std::vector<std::string>& environment) {
  const auto reference = engine::parse_image_reference(image);
  if (!reference) return {};
  for (const std::string& name : version_names(reference->repository)) {
    const std::string number = first_number(value_of(environment, name));
    if (!number.empty()) return number;
  }
  return first_number(reference->tag);
}

void check_project(const std::string& file, const Manifest& manifest, const model::Stack& stack,
                   OtherProject other) {
  if (other == OtherProject::kTake || manifest.project_id == stack.id) return;
  // Another folder of the same name: a second checkout of one stack, on another machine perhaps.
  if (manifest.project == stack.project) return;
  throw archive_of_other_project(file, manifest.project, stack.project);
}

std::vector<std::size_t> choose_entries(const std::string& file, const Manifest& manifest,
                                        const model::Stack& stack,
                                        const std::vector<std::string>& services) {
  const auto there = manifest.services();
  for (const std::string& name : services) {
    if (std::ranges::find(there, name) == there.end()) throw not_in_archive(file, name, there);
  }
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    const ManifestEntry& entry = manifest.entries[i];
    const bool wanted =
        services.empty() || std::ranges::find(services, entry.service) != services.end();
    if (!wanted) continue;
    const auto service = stack.services.find(entry.service);
    if (service == stack.services.end() || !can_take(stack, service->second, entry)) {
      throw not_in_archive(file, "a service that this stack has: it holds " + entry.service, there);
    }
    chosen.push_back(i);
  }
  return chosen;
}

}  // namespace devstack::data
