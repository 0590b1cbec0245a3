// `devstack explain DS####`: the long text of an error.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/error_pages.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

/// "ds2101", "2101" and "[DS2101]" are all meant well.
std::string canonical_code(const std::string& text) {
  std::string code;
  for (const char c : to_lower(text)) {
    if (c >= '0' && c <= '9') code += c;
  }
  return "DS" + code;
}

}  // namespace

ExitCode run_explain(const CommandContext&, const ExplainArguments& arguments) {
  const std::string code = canonical_code(arguments.code);
  const auto pages = error_pages();
  const auto page = std::find_if(pages.begin(), pages.end(),
                                 [&code](const ErrorPage& p) { return p.code == code; });
  if (page != pages.end()) {
    write_output(page->text);
    return ExitCode::kOk;
  }
  std::vector<std::string> known;
  for (const auto& p : pages) known.emplace_back(p.code);
  throw UsageError(fmt::format("there is no error code \"{}\"", arguments.code),
                   "codes: " + join(known, " "));
}

}  // namespace devstack::cli
