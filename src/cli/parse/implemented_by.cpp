// The mock image and stand-ins carry labels of their own; a fallback says why it was taken.
#include "cli/parse/implemented_by.hpp"

#include <utility>

#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {

ImplementedBy implemented_by(const engine::Labels& labels) {
  ImplementedBy found;
  found.reason = engine::label(labels, model::labels::kFallback);
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

ImplementedBy implemented_by(const engine::Labels& labels, const model::Stack& stack,
                             const reconcile::ProcessChoices& choices) {
  ImplementedBy found = implemented_by(labels);
  const auto service = stack.services.find(engine::label(labels, model::labels::kService));
  if (service == stack.services.end()) return found;
  const bool is_mock = found.implementation == Implementation::kMock;
  if (service->second.is_job && is_mock && found.reason.empty()) return {};
  found.reason = reason_now(std::move(found.reason), service->first, choices);
  return found;
}

std::string reason_now(std::string reason, const std::string& service,
                       const reconcile::ProcessChoices& choices) {
  const auto choice = choices.find(service);
  const bool asked_for = reason == reconcile::kMockOption;
  if (choice == choices.end() || reason.empty() || asked_for) return reason;
  return choice->second.empty() ? "its process can run now: devstack up" : choice->second;
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
