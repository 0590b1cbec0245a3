// The mock image and stand-ins carry labels of their own; a fallback says why it was taken.
#include "cli/implemented_by.hpp"

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

std::string value_of(const engine::Labels& labels, std::string_view name) {
  const auto found = labels.find(name);
  return found == labels.end() ? std::string() : found->second;
}

}  // namespace

ImplementedBy implemented_by(const engine::Labels& labels) {
  ImplementedBy found;
  found.reason = value_of(labels, model::labels::kFallback);
  if (labels.contains(model::labels::kMock)) {
    found.implementation = Implementation::kMock;
  } else if (labels.contains(model::labels::kStandIn)) {
    found.implementation = Implementation::kStandIn;
  } else if (!found.reason.empty() && labels.contains(model::labels::kSpec)) {
    found.implementation = Implementation::kStandIn;  // the container of a host process
  } else {
    found.reason.clear();
  }
  return found;
}

std::string_view implementation_name(Implementation implementation) {
  switch (implementation) {
    case Implementation::kDeclared:
      return "container";
    case Implementation::kStandIn:
      return "stand-in";
    case Implementation::kMock:
      return "mock";
  }
  return "container";
}

}  // namespace devstack::cli
