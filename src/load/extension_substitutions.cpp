#include "load/extension_substitutions.hpp"

#include <chrono>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "load/extension_block.hpp"
#include "load/known_service.hpp"
#include "load/node_reader.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";

class RoleReader {
 public:
  RoleReader(const Entry& role, const Node& services, Diagnostics& diagnostics)
      : role_(role),
        reader_(&role.value),
        path_("x-devstack.substitutions." + role.key),
        services_(services),
        diagnostics_(diagnostics) {}

  model::Substitution read() {
    model::Substitution result;
    result.role = role_.key;
    const ValueCheck check(reader_, path_, kWrongValue, diagnostics_);
    check.text_not_blank("adapter");
    check.text_not_blank("status");
    check.list_not_empty("candidates");
    check.list_not_empty("mandatory_in");
    for (const Entry* const entry : in_file_order(reader_.entries("choices"))) {
      result.choices.push_back(read_choice(*entry));
    }
    read_default(result);
    result.adapter = reader_.text("adapter");
    result.status = reader_.text("status");
    result.candidates = reader_.texts("candidates");
    result.mandatory_in = reader_.texts("mandatory_in");
    for (const Entry* const fact : in_file_order(reader_.entries("facts"))) {
      read_fact(*fact, result);
    }
    result.span = role_.key_span;
    return result;
  }

 private:
  void read_default(model::Substitution& result) {
    result.default_choice = reader_.text("default");
    if (result.choices.empty()) {
      diagnostics_.error(kWrongValue, role_.key_span, fmt::format("\"{}\" has no choices", path_),
                         "write at least the default one under `choices`");
      return;
    }
    if (result.find(result.default_choice) != nullptr) return;
    const Node* const written = reader_.find("default");
    diagnostics_.error(kWrongValue, written == nullptr ? role_.key_span : written->span,
                       fmt::format("\"{}\" has no choice \"{}\"", path_, result.default_choice),
                       hint_for(result.default_choice, result));
    result.default_choice = result.choices.front().name;
  }

  static std::string hint_for(const std::string& name, const model::Substitution& role) {
    std::vector<std::string> known;
    for (const model::Choice& choice : role.choices) known.push_back(choice.name);
    const std::string near = did_you_mean(name, known);
    return near.empty() ? "there are: " + join(known, ", ") : near;
  }

  model::Choice read_choice(const Entry& entry) {
    const NodeReader reader(&entry.value);
    const std::string path = fmt::format("{}.choices.{}", path_, entry.key);
    const ValueCheck check(reader, path, kWrongValue, diagnostics_);
    check.list_not_empty("requires_env");
    check.list_not_empty("migration");
    check.text_not_blank("effort");
    check.text_not_blank("why");
    model::Choice choice;
    choice.name = entry.key;
    for (const Node& item : reader.items("services")) {
      expect_service(item.text, services_, item.span,
                     fmt::format("the choice {} of {} has", entry.key, role_.key), diagnostics_);
      choice.services.push_back({item.text, item.span});
    }
    for (const Entry& variable : reader.entries("env")) {
      check_name(variable.key, variable.key_span, path + ".env");
      choice.environment[variable.key] = {variable.value.text, variable.key_span};
    }
    for (const Node& item : reader.items("requires_env")) {
      check_name(item.text, item.span, path + ".requires_env");
      choice.requires_environment.push_back(item.text);
    }
    for (const Entry* const cost : in_file_order(reader.entries("cost"))) {
      read_cost(*cost, path + ".cost", choice);
    }
    choice.effort = reader.text("effort");
    choice.migration = reader.texts("migration");
    choice.why = reader.text("why");
    choice.span = entry.key_span;
    return choice;
  }

  void check_name(const std::string& name, const SourceSpan& where, const std::string& path) {
    if (is_variable_name(name)) return;
    diagnostics_.error(kWrongValue, where,
                       fmt::format("\"{}\" under \"{}\" is no name of a variable", name, path),
                       "names consist of letters, digits and \"_\", and have no digit in front");
  }

  void read_cost(const Entry& cost, const std::string& path, model::Choice& choice) {
    const std::string& text = cost.value.text;
    if (cost.key == "memory") {
      choice.memory = parse_bytes(text);
      if (!choice.memory || *choice.memory < 0) {
        refuse_cost(cost, path, "is no size", "sizes look like 512M, 1.5G or 67108864");
      }
    } else if (cost.key == "startup") {
      const auto startup = parse_duration(text);
      if (!startup) {
        refuse_cost(cost, path, "is no duration", "durations look like 100ms, 30s or 1m30s");
        return;
      }
      choice.startup = std::chrono::ceil<std::chrono::milliseconds>(*startup);
    } else {
      choice.cost.emplace_back(cost.key, text);
    }
  }

  void refuse_cost(const Entry& cost, const std::string& path, const char* what, const char* hint) {
    // Not interpolated: nothing can be said of it.
    if (cost.value.text.find('$') != std::string::npos) return;
    diagnostics_.error(kWrongValue, cost.value.span,
                       fmt::format("\"{}.{}\" {}: {}", path, cost.key, what, cost.value.text),
                       fmt::format("{}; leave it out where there is none", hint));
  }

  void read_fact(const Entry& fact, model::Substitution& result) {
    std::map<std::string, std::string, std::less<>> row;
    for (const Entry& cell : fact.value.entries) {
      if (result.find(cell.key) == nullptr) {
        diagnostics_.error(kWrongValue, cell.key_span,
                           fmt::format("\"{}.facts.{}\" tells of \"{}\", which is no choice", path_,
                                       fact.key, cell.key),
                           hint_for(cell.key, result));
      }
      row[cell.key] = cell.value.text;
    }
    result.facts.emplace_back(fact.key, std::move(row));
  }

  const Entry& role_;
  NodeReader reader_;
  std::string path_;
  const Node& services_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::vector<model::Substitution> decode_substitutions(const Node& substitutions,
                                                      const Node& services,
                                                      Diagnostics& diagnostics) {
  std::vector<model::Substitution> roles;
  for (const Entry* const entry : in_file_order(substitutions.entries)) {
    roles.push_back(RoleReader(*entry, services, diagnostics).read());
  }
  return roles;
}

}  // namespace devstack::load
