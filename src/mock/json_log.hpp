// Log lines as JSON, one a line, as the services behind the mocks would write them.
#pragma once

#include <memory>
#include <mutex>
#include <ostream>
#include <string>

namespace devstack::mock {

enum class Level { kInfo, kWarning, kError };

/// Copies share the stream and its lock. Any thread.
class Log {
 public:
  Log(std::string service, std::ostream& out);

  /// {"level":"info","service":"…","msg":"…"} and a newline, flushed.
  void write(Level level, const std::string& message) const;

 private:
  std::string service_;
  std::ostream* out_;
  std::shared_ptr<std::mutex> mutex_ = std::make_shared<std::mutex>();
};

}  // namespace devstack::mock
