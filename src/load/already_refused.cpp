#include "load/already_refused.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace devstack::load {

bool already_refused(const Diagnostics& found, std::string_view path,
                     std::initializer_list<std::string_view> keys) {
  const std::string in_path = fmt::format(" in \"{}\"", path);
  return std::any_of(found.all().begin(), found.all().end(), [&](const Diagnostic& one) {
    if (one.severity != Severity::kError) return false;
    return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
      const bool of_value = one.message.starts_with(fmt::format("\"{}.{}\"", path, key));
      const bool misspelt = one.message.ends_with(in_path) &&
                            one.hint.find(fmt::format("\"{}\"", key)) != std::string::npos;
      return of_value || misspelt;
    });
  });
}

}  // namespace devstack::load
