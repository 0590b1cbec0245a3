#include "load/included_values.hpp"

#include <string>
#include <utility>

#include "load/cast.hpp"
#include "load/variable_trace.hpp"

namespace devstack::load {
namespace {

void complete_item(Node& item, const Variables& variables, const Variables* origins) {
  const std::string name = scalar_text(item);
  const auto value = variables.find(name);
  if (!value) return;
  item = Node::string(name + "=" + *value, item.span);
  note_variable(item, name, origins);
}

void complete(Node& environment, const Variables& variables, const Variables* origins) {
  for (Node& item : environment.items) complete_item(item, variables, origins);
  for (Entry& entry : environment.entries) {
    const bool was_in_a_list = entry.value.is_null() && entry.value.quoted;
    if (!was_in_a_list) continue;
    const auto value = variables.find(entry.key);
    if (!value) continue;
    entry.value = Node::string(*value, entry.value.span);
    note_variable(entry.value, entry.key, origins);
  }
}

}  // namespace

void give_values_to_names(Node& document, const Variables& variables, const Variables* origins) {
  Node* const services = document.find("services");
  if (services == nullptr) return;
  for (Entry& service : services->entries) {
    Node* const environment = service.value.find("environment");
    if (environment != nullptr) complete(*environment, variables, origins);
  }
}

void keep_values_of_sources(const Node& document, const Variables& variables, Environment& values) {
  for (const std::string section : {"secrets", "configs"}) {
    const Node* const sources = document.find(section);
    if (sources == nullptr) continue;
    for (const Entry& source : sources->entries) {
      const Node* const name = source.value.find("environment");
      if (name == nullptr) continue;
      if (auto value = variables.find(name->text)) {
        values.emplace(section + "." + source.key, *std::move(value));
      }
    }
  }
}

}  // namespace devstack::load
