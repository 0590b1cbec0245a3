// Aligned columns for `ps`, `health` and lists.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace devstack::ui {

class Table {
 public:
  explicit Table(std::vector<std::string> header);
  void add(std::vector<std::string> row);
  /// Columns two blanks apart, as wide as needed; the last column is cut to fit `max_columns`
  /// (0: no limit). Ends with a newline.
  [[nodiscard]] std::string to_string(std::size_t max_columns = 0) const;

 private:
  std::vector<std::vector<std::string>> rows_;  // the header is the first
};

}  // namespace devstack::ui
