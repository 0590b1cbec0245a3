// Files of NAME=value lines: `.env`, --env-file, `env_file` of services and profiles.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/source.hpp"

namespace devstack::load {

/// Value of a variable, or empty when it is not set.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

struct DotenvEntry {
  std::string name;
  std::string value;
  SourceSpan span;  ///< of the name
};

/// The grammar of Compose's env files: quotes, `export`, comments, escapes in double quotes,
/// values over several lines, interpolation with `lookup`, then earlier entries of the file, then
/// `weaker` (none when it is empty). A name without value takes the value of `lookup`, else it is
/// left out. In order of the file; a repeated name appears again. Errors are DS1120.
[[nodiscard]] std::vector<DotenvEntry> parse_dotenv(const SourceFilePtr& file, const Lookup& lookup,
                                                    Diagnostics& diagnostics,
                                                    const Lookup& weaker = {});

/// `format: raw` of env_file: every line NAME=value, taken as it stands; `#` begins a comment line.
[[nodiscard]] std::vector<DotenvEntry> parse_raw_env(const SourceFilePtr& file,
                                                     const Lookup& lookup,
                                                     Diagnostics& diagnostics);

}  // namespace devstack::load
