// Named choices between implementations of one role: Redis or Pulsar as the event bus.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devstack/base/source.hpp"

namespace devstack::model {

struct Choice {
  std::string name;
  std::vector<Located<std::string>> services;  ///< active with this choice; empty: nothing to run
  /// For interpolation: the switch.
  std::map<std::string, Located<std::string>, std::less<>> environment;
  std::optional<std::int64_t> memory;                ///< bytes (`cost.memory`)
  std::optional<std::chrono::milliseconds> startup;  ///< `cost.startup`
  /// Further members of `cost`, as text: "complexity" to "zero".
  std::vector<std::pair<std::string, std::string>> cost;
  std::vector<std::string> requires_environment;  ///< variables that must be set, LLM_API_KEY
  std::string effort;                             ///< of moving to it: "1 week"
  std::vector<std::string> migration;             ///< steps of moving to it
  std::string why;                                ///< what it gives
  SourceSpan span;
};

/// What decided for a choice, from the weakest.
enum class ChosenBy { kDefault, kVariable, kProfile, kOption };
/// "default", "variable", "profile", "--use".
[[nodiscard]] std::string_view to_string(ChosenBy chosen_by);

struct Substitution {
  std::string role;
  std::string default_choice;
  std::vector<Choice> choices;  ///< in the order of the file
  std::string adapter;          ///< what isolates the program from the choice
  std::string status;           ///< "finalized", "under evaluation"
  std::vector<std::string> candidates;
  std::vector<std::string> mandatory_in;  ///< profiles in which its services may not be left out
  /// Rows of a comparison: its name to a text for each choice.
  std::vector<std::pair<std::string, std::map<std::string, std::string, std::less<>>>> facts;
  std::string chosen;  ///< set by loading: a name of `choices`
  ChosenBy chosen_by = ChosenBy::kDefault;
  std::string chosen_variable;  ///< of kVariable: its name
  SourceSpan chosen_at;         ///< the place that chose it, where it has one
  SourceSpan span;

  /// Null when there is no such choice.
  [[nodiscard]] const Choice* find(std::string_view choice) const;
  /// The chosen one; null before loading chose.
  [[nodiscard]] const Choice* taken() const { return find(chosen); }
};

}  // namespace devstack::model
