#include "host/log_stamps.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/host/log_times.hpp"
#include "host/file_text.hpp"

namespace devstack::host {

LogStamps::LogStamps(std::string path) : path_(std::move(path)) {
  try {
    make_private_folders(path_.substr(0, path_.rfind('/')));
  } catch (const HostError&) {
    return;
  }
  open();
}

void LogStamps::open() {
  file_ = FileDescriptor(
      ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
}

void LogStamps::note(std::uint64_t offset, SystemTime now) {
  // A clock that was set back must not silence us.
  if (last_ && now >= *last_ && now - *last_ < LogTimes::kResolution) return;
  last_ = now;
  const auto nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  const std::string line = std::to_string(offset) + " " + std::to_string(nanoseconds) + "\n";
  if (::write(file_.get(), line.data(), line.size()) < 0) return;  // a full disk: without times
}

void LogStamps::rotate() {
  std::rename(path_.c_str(), (path_ + ".1").c_str());
  last_.reset();
  open();
}

}  // namespace devstack::host
