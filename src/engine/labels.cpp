// Labels of what the engine lists.
#include "devstack/engine/types.hpp"

namespace devstack::engine {

std::string label(const Labels& labels, std::string_view name) {
  const auto found = labels.find(name);
  return found == labels.end() ? std::string() : found->second;
}

std::string label(const ContainerSummary& container, std::string_view name) {
  return label(container.labels, name);
}

}  // namespace devstack::engine
