// Uses of a variable: interpolation records its own, the others are found in the document.
#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "devstack/base/source_step.hpp"
#include "devstack/load/provenance.hpp"

namespace devstack::load {

namespace {

bool passes_on(const SourceSpan& span, std::string_view name) {
  bool found = false;
  for (const SourceStep* step = span.steps.get(); step != nullptr; step = step->earlier.get()) {
    if (step->kind == SourceStep::Kind::kTemplate) return false;
    found = found || (step->kind == SourceStep::Kind::kVariable && step->text == name);
  }
  return found;
}

class Places {
 public:
  void add(const SourceSpan& place) {
    if (place.known() && seen_.insert(place.to_string()).second) places_.push_back(place);
  }

  void add_below(const Node& node, std::string_view name) {
    if (passes_on(node.span, name)) add(node.span);
    for (const Node& item : node.items) add_below(item, name);
    for (const Entry& entry : node.entries) add_below(entry.value, name);
  }

  /// Configs and secrets that are the variable's value.
  void add_file_sources(const Node& document, std::string_view name) {
    for (const char* section : {"configs", "secrets"}) {
      const Node* const members = document.find(section);
      if (members == nullptr) continue;
      for (const Entry& entry : members->entries) {
        const Node* const variable = entry.value.find("environment");
        if (variable != nullptr && variable->text == name) add(variable->span);
      }
    }
  }

  std::vector<SourceSpan> take() {
    std::stable_sort(places_.begin(), places_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.file->path, a.line, a.column) < std::tie(b.file->path, b.line, b.column);
    });
    return std::move(places_);
  }

 private:
  std::set<std::string> seen_;
  std::vector<SourceSpan> places_;
};

}  // namespace

std::vector<SourceSpan> places_that_use(const Loaded& loaded, std::string_view name) {
  Places places;
  for (const VariableUse& use : loaded.variable_uses) {
    if (use.name == name) places.add(use.where);
  }
  places.add_below(loaded.document, name);
  places.add_file_sources(loaded.document, name);
  return places.take();
}

}  // namespace devstack::load
