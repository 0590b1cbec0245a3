// Facts: go-yaml v3's allowed formats, read by Go's time.Parse; checked by experiment with Docker
// Compose 2.40.3.
#include "load/yaml_timestamp.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace devstack::load {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes what it reads off the front of a text. After the first thing that is not there, nothing
/// is.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return good_ && rest_.empty(); }
  [[nodiscard]] bool good() const { return good_; }

  /// True if it was one of `characters`, and is taken.
  bool take_one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(std::string_view characters) { good_ = take_one_of(characters) && good_; }

  /// As many digits as there are, from `least` to `most`, and a number up to `limit`.
  unsigned number(std::size_t least, std::size_t most, unsigned limit) {
    const std::string_view found = digits(most);
    unsigned value = 0;
    for (const char digit : found) value = value * 10 + static_cast<unsigned>(digit - '0');
    good_ = good_ && found.size() >= least && value <= limit;
    return value;
  }

  std::string_view digits(std::size_t most) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
    const auto count = std::min(most, static_cast<std::size_t>(end - rest_.begin()));
    const std::string_view found = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return found;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

/// ".1" of ".100"; nothing of ".000".
std::string fraction(Scanner& scanner) {
  if (!scanner.take_one_of(".")) return {};
  constexpr std::size_t kNanoseconds = 9;
  std::string_view digits = scanner.digits(kNanoseconds);
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);
  return digits.empty() ? std::string() : fmt::format(".{}", digits);
}

std::string zone(Scanner& scanner) {
  if (scanner.take_one_of("Z")) return "Z";
  const bool west = scanner.take_one_of("-");
  if (!west) scanner.expect("+");
  const unsigned hours = scanner.number(2, 2, 24);
  scanner.expect(":");
  const unsigned minutes = scanner.number(2, 2, 60);
  if (hours == 0 && minutes == 0) return "Z";
  return fmt::format("{}{:02}:{:02}", west ? '-' : '+', hours, minutes);
}

}  // namespace

std::optional<std::string> yaml_timestamp(std::string_view text) {
  constexpr unsigned kAnyYear = 9999;
  Scanner scanner(text);
  const unsigned year = scanner.number(4, 4, kAnyYear);
  scanner.expect("-");
  const unsigned month = scanner.number(1, 2, 12);
  scanner.expect("-");
  const unsigned day = scanner.number(1, 2, 31);
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  if (!scanner.good() || !date.ok()) return std::nullopt;
  const std::string shown = fmt::format("{:04}-{:02}-{:02}T", year, month, day);
  if (scanner.at_end()) return shown + "00:00:00Z";
  const bool with_zone = scanner.take_one_of("Tt");
  if (!with_zone) scanner.expect(" ");
  const unsigned hour = scanner.number(1, 2, 23);
  scanner.expect(":");
  const unsigned minute = scanner.number(1, 2, 59);
  scanner.expect(":");
  const unsigned second = scanner.number(1, 2, 59);
  const std::string part = fraction(scanner);
  const std::string where = with_zone ? zone(scanner) : "Z";
  if (!scanner.at_end()) return std::nullopt;
  return fmt::format("{}{:02}:{:02}:{:02}{}{}", shown, hour, minute, second, part, where);
}

}  // namespace devstack::load
