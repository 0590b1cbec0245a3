#include "cli/project/pick_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

/// 1-based; empty for anything else.
std::optional<std::size_t> number(std::string_view text, std::size_t most) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || value == 0 || value > most) return std::nullopt;
  return value;
}

void add_once(std::vector<std::string>& chosen, const std::string& name) {
  if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) chosen.push_back(name);
}

/// "api", "2" or "2-4".
bool add_word(std::string_view word, const std::vector<std::string>& services,
              std::vector<std::string>& chosen) {
  if (std::find(services.begin(), services.end(), word) != services.end()) {
    add_once(chosen, std::string(word));
    return true;
  }
  const auto dash = word.find('-');
  const auto first = number(word.substr(0, dash), services.size());
  const auto last =
      dash == std::string_view::npos ? first : number(word.substr(dash + 1), services.size());
  if (!first || !last || *first > *last) return false;
  for (auto i = *first; i <= *last; ++i) add_once(chosen, services[i - 1]);
  return true;
}

}  // namespace

std::string pick_menu(const std::vector<std::string>& services) {
  std::string out;
  for (std::size_t i = 0; i < services.size(); ++i) {
    out += fmt::format("{:>3}: {}\n", i + 1, services[i]);
  }
  return out;
}

std::optional<std::vector<std::string>> parse_pick(std::string_view answer,
                                                   const std::vector<std::string>& services) {
  std::string text(answer);
  std::replace(text.begin(), text.end(), ',', ' ');
  std::vector<std::string> chosen;
  for (const auto word : split(text, ' ')) {
    if (!trim(word).empty() && !add_word(trim(word), services, chosen)) return std::nullopt;
  }
  return chosen.empty() ? services : chosen;
}

}  // namespace devstack::cli
