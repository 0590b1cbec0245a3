// The only file that knows spdlog. The logger is made by the first line that is written, so that
// commands that log nothing pay nothing for it.
#include "devstack/base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>

#include "devstack/base/text.hpp"

namespace devstack {
namespace {

std::atomic<LogLevel>& current_level() {
  static std::atomic<LogLevel> level{LogLevel::kOff};
  return level;
}

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made("devstack", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%H:%M:%S.%e %l: %v");
    made.set_level(spdlog::level::debug);  // filtering is ours, by current_level()
    return made;
  }();
  return instance;
}

void write(LogLevel level, spdlog::level::level_enum shown_as, std::string_view message) {
  if (!log_enabled(level)) return;
  const std::string safe = terminal_safe(message);
  // As string_view: the overload that formats would read braces in the message.
  logger().log(shown_as, spdlog::string_view_t(safe.data(), safe.size()));
}

}  // namespace

void set_log_level(LogLevel level) { current_level().store(level, std::memory_order_relaxed); }

bool log_enabled(LogLevel level) {
  return level != LogLevel::kOff && level <= current_level().load(std::memory_order_relaxed);
}

void log_info(std::string_view message) { write(LogLevel::kInfo, spdlog::level::info, message); }

void log_debug(std::string_view message) { write(LogLevel::kDebug, spdlog::level::debug, message); }

}  // namespace devstack
