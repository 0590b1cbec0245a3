// Aligned columns. Cells come from outside as often as not, so each is made safe here.
#include "devstack/ui/table.hpp"

#include <algorithm>
#include <utility>

#include "devstack/base/text.hpp"

namespace devstack::ui {
namespace {

constexpr std::size_t kGap = 2;
/// What the last column keeps however narrow the terminal is.
constexpr std::size_t kNarrowest = 8;

std::vector<std::string> made_safe(std::vector<std::string> row) {
  for (auto& cell : row) {
    cell = terminal_safe(cell);
    std::replace(cell.begin(), cell.end(), '\n', ' ');
    std::replace(cell.begin(), cell.end(), '\t', ' ');
  }
  return row;
}

}  // namespace

Table::Table(std::vector<std::string> header) { rows_.push_back(made_safe(std::move(header))); }

void Table::add(std::vector<std::string> row) { rows_.push_back(made_safe(std::move(row))); }

std::string Table::to_string(std::size_t max_columns) const {
  const std::size_t columns = rows_.front().size();
  std::vector<std::size_t> widths(columns, 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size() && i < columns; ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    std::size_t used = 0;
    for (std::size_t i = 0; i < row.size() && i < columns; ++i) {
      const bool last = i + 1 == columns;
      const std::size_t left = max_columns > used ? max_columns - used : 0;
      line += last && max_columns != 0 ? truncate_to_width(row[i], std::max(left, kNarrowest))
                                       : pad_right(row[i], widths[i] + kGap);
      used += widths[i] + kGap;
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

}  // namespace devstack::ui
