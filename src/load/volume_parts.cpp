#include "load/volume_parts.hpp"

#include <cctype>

namespace devstack::load {

bool is_drive_letter(std::string_view text) {
  return text.size() == 1 && std::isalpha(static_cast<unsigned char>(text.front())) != 0;
}

std::vector<std::string> split_volume(std::string_view spec) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : spec) {
    if (c == '{' && parts.back().ends_with('$')) ++depth;
    if (c == '}' && depth > 0) --depth;
    if (c == ':' && depth == 0 && !is_drive_letter(parts.back())) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace devstack::load
