#include "devstack/host/log_times.hpp"

#include <charconv>
#include <string_view>

#include "devstack/base/text.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

LogTimes::LogTimes(const std::string& path) {
  const std::string text = file_text(path).value_or("");
  for (const std::string_view line : split(text, '\n')) {
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) continue;
    const auto offset = number<std::uint64_t>(line.substr(0, blank));
    const auto time = number<std::int64_t>(line.substr(blank + 1));
    if (!offset || !time) continue;
    begins_[*offset] = SystemTime(
        std::chrono::duration_cast<SystemTime::duration>(std::chrono::nanoseconds(*time)));
  }
}

std::optional<SystemTime> LogTimes::at(std::uint64_t offset) const {
  const auto after = begins_.upper_bound(offset);
  if (after == begins_.begin()) return std::nullopt;
  return std::prev(after)->second;
}

}  // namespace devstack::host
