// `.env` against `.env.example`: what is missing, unknown, or still a placeholder. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/source.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

struct EnvLine {
  std::string name;
  std::string value;  ///< without its quotes; not interpolated
  SourceSpan where;   ///< of the name
};

/// Names and values of a dotenv file, in order; lines that are none are left out: loading judges
/// them.
[[nodiscard]] std::vector<EnvLine> env_lines(const SourceFilePtr& file);

struct EnvComparison {
  std::vector<EnvLine> example;  ///< of .env.example
  std::vector<EnvLine> own;      ///< of .env
  bool own_exists = false;
  std::set<std::string> used;          ///< variables that the stack's files name
  std::set<std::string> set_anywhere;  ///< variables that have a value, wherever it comes from
};

/// DS1216 for a variable of .env that neither .env.example nor the stack knows, DS1217 for one of
/// .env.example that has no value anywhere although .env is there.
void compare_env_files(const EnvComparison& input, Diagnostics& diagnostics);

/// True for values that a stack ships and nobody should keep: empty is none; "changeme",
/// "your_password", "secret", "password123" are some.
[[nodiscard]] bool is_placeholder(std::string_view value);

}  // namespace devstack::cli
