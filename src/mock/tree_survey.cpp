#include "mock/tree_survey.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace devstack::mock {
namespace {

[[noreturn]] void fail(const std::string& path) {
  throw std::system_error(errno, std::generic_category(), path);
}

/// What a writer takes away while we look is not there.
class Survey {
 public:
  TreeSize size;

  void walk(const std::string& folder) {
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; entry != end;
         entry.increment(error)) {
      look(entry->path().string());
      if (error) break;
    }
    if (error && error.value() != ENOENT) throw std::system_error(error, folder);
  }

 private:
  void look(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      if (errno == ENOENT) return;
      fail(path);
    }
    if (S_ISSOCK(status.st_mode)) return;
    ++size.entries;
    if (S_ISDIR(status.st_mode)) walk(path);
    if (!S_ISREG(status.st_mode)) return;
    const bool is_new =
        status.st_nlink < 2 || linked_.insert({status.st_dev, status.st_ino}).second;
    if (is_new) size.bytes += status.st_size;
  }

  std::set<std::pair<dev_t, ino_t>> linked_;
};

}  // namespace

TreeSize measure_tree(const std::string& folder) {
  Survey survey;
  survey.walk(folder);
  return survey.size;
}

std::int64_t free_bytes(const std::string& folder) {
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) fail(folder);
  return static_cast<std::int64_t>(status.f_bavail) * static_cast<std::int64_t>(status.f_frsize);
}

}  // namespace devstack::mock
