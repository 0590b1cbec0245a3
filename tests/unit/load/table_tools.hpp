// What the tables of the Compose language share: a project in memory, loaded as `config` does, and
// a look at one place of what `config --format json` would print.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/value.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "unit/load/support.hpp"

namespace devstack::load::testing {

struct Answer {
  std::string codes;    ///< of the errors, in order: "DS1201 DS1203"
  std::string message;  ///< of the first error
  Value document;

  /// Compact JSON of the value at `path`; "" when nothing is there. A dollar sign is one dollar
  /// sign, where `config` prints two.
  [[nodiscard]] std::string json(const std::vector<std::string>& path) const {
    const Value* value = &document;
    for (const std::string& key : path) {
      if (!value->is_object() || !value->contains(key)) return codes;
      value = &(*value)[key];
    }
    std::string text = devstack::to_json(*value);
    for (std::size_t at = text.find("$$"); at != std::string::npos; at = text.find("$$", at + 1)) {
      text.erase(at, 1);
    }
    return text;
  }

  /// The string at `path`.
  [[nodiscard]] std::string text(const std::vector<std::string>& path) const {
    const std::optional<Value> value = parse_json(json(path));
    return value && value->is_string() ? value->as_string() : codes;
  }
};

/// Loads /w/p/stack.yaml with `yaml` in it (when it is not empty), beside `others`.
inline Answer load_yaml(const std::string& yaml, LoadRequest request = {},
                        std::map<std::string, std::string> others = {}) {
  if (!yaml.empty()) others["/w/p/stack.yaml"] = yaml;
  const MemoryFiles memory(std::move(others));
  if (request.working_directory.empty()) request.working_directory = "/w/p";
  Answer answer;
  try {
    Loaded loaded = load_stack(request, memory.files());
    if (!loaded.diagnostics.has_errors()) graph::check_cycles(loaded.stack, loaded.diagnostics);
    for (const Diagnostic& found : loaded.diagnostics.sorted()) {
      if (found.severity != Severity::kError) continue;
      if (answer.codes.empty()) answer.message = found.message;
      answer.codes += (answer.codes.empty() ? "" : " ") + found.code;
    }
    if (auto document = parse_json(load::to_json(loaded.document))) answer.document = *document;
  } catch (const UsageError& error) {
    answer.codes = error.code();
    answer.message = error.what();
  }
  return answer;
}

}  // namespace devstack::load::testing
