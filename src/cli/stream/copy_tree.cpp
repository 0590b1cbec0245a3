// A walk in the order of names, so that the same tree gives the same archive.
#include "cli/stream/copy_tree.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    entries.push_back(it->path());
  }
  if (error) throw HostError("cannot read", folder.string(), error.value());
  std::sort(entries.begin(), entries.end());
  return entries;
}

void add(const fs::path& path, const std::string& name, std::vector<engine::TarSource>& sources) {
  if (!name.empty()) sources.push_back({path.string(), name});
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(path, error))) return;
  for (const auto& entry : entries_of(path)) {
    const std::string own = entry.filename().string();
    add(entry, name.empty() ? own : name + "/" + own, sources);
  }
}

}  // namespace

FileKind kind_on_host(const std::string& path, LinkAtTop link) {
  std::error_code error;
  const auto status =
      link == LinkAtTop::kFollow ? fs::status(path, error) : fs::symlink_status(path, error);
  if (!fs::exists(status)) return FileKind::kMissing;
  return fs::is_directory(status) ? FileKind::kFolder : FileKind::kFile;
}

std::vector<engine::TarSource> list_tree(const std::string& path, const std::string& name,
                                         LinkAtTop link) {
  std::error_code error;
  const fs::path top = link == LinkAtTop::kFollow ? fs::canonical(path, error) : fs::path(path);
  if (error) throw HostError("cannot read", path, error.value());
  std::vector<engine::TarSource> sources;
  add(top, name, sources);
  return sources;
}

}  // namespace devstack::cli
