// Finding lines in a file that is held whole. Only messages ask, so a scan from the start is enough
// and no line index has to be kept.
#include "devstack/base/source.hpp"

#include <fmt/format.h>

namespace devstack {

std::string_view SourceFile::line(std::uint32_t number) const {
  if (number == 0) return {};
  std::string_view rest = text;
  for (std::uint32_t current = 1; current < number; ++current) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  auto found = rest.substr(0, rest.find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

std::string SourceSpan::to_string() const {
  return known() ? fmt::format("{}:{}:{}", file->path, line, column) : std::string{};
}

std::string SourceSpan::file_and_line() const {
  return known() ? fmt::format("{}:{}", file->path, line) : std::string{};
}

}  // namespace devstack
