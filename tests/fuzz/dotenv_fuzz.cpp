// Any bytes as an env file, in both grammars; what was read can be written so that it reads the
// same again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz_check.hpp"
#include "load/dotenv.hpp"
#include "load/source_text.hpp"

namespace {

using devstack::Diagnostics;
using devstack::fuzz::require;
using devstack::fuzz::require_equal;
using devstack::load::DotenvEntry;

std::optional<std::string> value_of(std::string_view name) {
  if (name == "A") return "one";
  if (name == "B") return "";
  return std::nullopt;
}

void check_entries(const std::vector<DotenvEntry>& entries, const Diagnostics& diagnostics) {
  devstack::fuzz::require_sound(diagnostics);
  for (const DotenvEntry& entry : entries) {
    require(entry.name.find('=') == std::string::npos, "a name has no =", entry.name);
    devstack::fuzz::require_inside(entry.span, "the place of an entry");
  }
}

/// Single quotes take everything but themselves as it stands; a file has no control characters,
/// which only escapes bring into a value.
bool can_be_quoted(std::string_view value) {
  const auto is_control = [](char c) {
    return (c >= 0 && c < ' ' && c != '\t' && c != '\n') || c == 0x7F;
  };
  return value.find_first_of("'\\") == std::string_view::npos &&
         std::none_of(value.begin(), value.end(), is_control);
}

void check_round_trip(const std::vector<DotenvEntry>& entries) {
  // A byte order mark that begins a name is taken off at the beginning of a file only.
  std::string written = "# again\n";
  std::vector<DotenvEntry> kept;
  for (const DotenvEntry& entry : entries) {
    // Compose takes a line "=x" for a variable without a name; written alone it would end the line
    // before it.
    if (entry.name.empty() || !can_be_quoted(entry.value)) continue;
    written += entry.name + "='" + entry.value + "'\n";
    kept.push_back(entry);
  }
  Diagnostics diagnostics;
  const auto file = devstack::load::make_source("again.env", written);
  const auto read = devstack::load::parse_dotenv(file, value_of, diagnostics);
  require(!diagnostics.has_errors() && read.size() == kept.size(), "quoted entries are read",
          written);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    require_equal(read[i].name, kept[i].name, "the name stays");
    require_equal(read[i].value, kept[i].value, "the value stays");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file =
      devstack::load::make_source("f.env", std::string(devstack::fuzz::text_of(data, size)));
  Diagnostics diagnostics;
  const auto entries = devstack::load::parse_dotenv(file, value_of, diagnostics);
  check_entries(entries, diagnostics);
  if (!diagnostics.has_errors()) check_round_trip(entries);
  Diagnostics raw;
  check_entries(devstack::load::parse_raw_env(file, value_of, raw), raw);
  return 0;
}
