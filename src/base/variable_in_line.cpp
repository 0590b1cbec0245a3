#include "devstack/base/variable_in_line.hpp"

namespace devstack {
namespace {

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::string variable_in_line(const SourceSpan& where, std::string_view value) {
  if (!where.known()) return {};
  const std::string_view line = where.file->line(where.line);
  const std::string wanted_default = "-" + std::string(value) + "}";
  std::string first;
  for (auto at = line.find("${"); at != std::string_view::npos; at = line.find("${", at + 2)) {
    auto end = at + 2;
    while (end < line.size() && is_name_character(line[end])) ++end;
    const std::string name(line.substr(at + 2, end - at - 2));
    const auto close = line.find('}', end);
    if (close == std::string_view::npos) break;
    if (line.substr(at, close + 1 - at).ends_with(wanted_default)) return name;
    if (first.empty()) first = name;
  }
  return first;
}

}  // namespace devstack
