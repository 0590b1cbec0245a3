// One folder per project and engine. The lock is a flock on a file that is never deleted: deleting
// it would let two processes hold "the" lock on different inodes.
#include "devstack/host/state_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/text.hpp"
#include "host/file_text.hpp"
#include "host/lock_holder.hpp"
#include "host/record_codec.hpp"

namespace devstack::host {
namespace {

constexpr Duration kLockPoll{100};

/// Engine ids may hold anything; a folder name must not.
std::string as_folder_name(std::string_view id) {
  std::string name(id.empty() ? "unknown" : id);
  for (char& c : name) {
    if (c == '/' || c == '\0') c = '_';
  }
  return name.front() == '.' ? "_" + name : name;
}

Error lock_is_held(const FileDescriptor& file, const std::string& path) {
  Error error(ExitCode::kConflict, "DS2105",
              "the project is being changed by " + describe_lock_holder(file.get()),
              "wait until it is done, or give up earlier or later with --lock-timeout");
  error.add_detail("lock  " + path);
  return error;
}

/// False when somebody else holds it.
bool try_lock(const FileDescriptor& file, const std::string& path) {
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return false;
    throw HostError("cannot lock", path, errno);
  }
  return true;
}

}  // namespace

std::string state_home(const std::map<std::string, std::string, std::less<>>& env) {
  // The XDG specification lets relative paths be ignored.
  if (const auto xdg = env.find("XDG_STATE_HOME");
      xdg != env.end() && xdg->second.starts_with('/')) {
    return xdg->second;
  }
  if (const auto home = env.find("HOME"); home != env.end() && home->second.starts_with('/')) {
    return home->second + "/.local/state";
  }
  throw HostError("cannot find a folder for", "devstack's state", ENOENT,
                  "set HOME or XDG_STATE_HOME");
}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

ProjectLock& ProjectLock::operator=(ProjectLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

ProjectLock::~ProjectLock() {
  if (fd_ >= 0) ::close(fd_);
}

StateStore::StateStore(std::string state_home, std::string engine_id, std::string project_id)
    : directory_(std::move(state_home) + "/devstack/" + as_folder_name(engine_id) + "/" +
                 as_folder_name(project_id)) {}

Task<ProjectLock> StateStore::lock(Clock& clock, Duration patience) {
  make_private_folders(directory_);
  const std::string path = directory_ + "/lock";
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.valid()) throw HostError("cannot open", path, errno);
  const SteadyTime give_up = clock.now() + patience;
  while (!try_lock(file, path)) {
    if (clock.now() >= give_up) throw lock_is_held(file, path);
    co_await clock.sleep(kLockPoll);
  }
  co_return ProjectLock(file.release());
}

StateStore::Record StateStore::read(const std::string& name) const {
  const auto text = file_text(directory_ + "/" + name);
  if (!text) return {};
  return decode_record(*text).value_or(Record{});
}

void StateStore::write(const std::string& name, const Record& record, Survives survives) {
  make_private_folders(directory_);
  replace_file(directory_ + "/" + name, encode_record(record), survives);
}

}  // namespace devstack::host
