#include "cli/show/place_text.hpp"

#include <algorithm>

#include "devstack/base/masking.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kMaxLine = 100;

}  // namespace

std::string source_line(const SourceSpan& where, std::string_view name) {
  if (!where.known()) return {};
  const std::string line(trim(where.file->line(where.line)));
  std::string shown = mask_secrets(line);
  const bool may_show_it = shown == line && line.find('$') == std::string::npos;
  if (may_show_it && looks_secret(name)) return std::string(kMask);
  return truncate_to_width(terminal_safe(shown), kMaxLine);
}

void set_place(Value& object, const SourceSpan& where, std::string_view name) {
  if (!where.known()) return;
  object.set("file", where.file->path);
  object.set("line", std::int64_t{where.line});
  object.set("column", std::int64_t{where.column});
  object.set("source", source_line(where, name));
}

std::string aligned(const std::vector<std::vector<std::string>>& rows, std::string_view indent) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) line += pad_right(row[i], widths[i] + 2);
    line.resize(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace devstack::cli
