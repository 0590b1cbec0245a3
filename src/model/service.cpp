// Compose's words for the conditions of depends_on.
#include "devstack/model/service.hpp"

namespace devstack::model {

std::string_view to_string(Condition condition) {
  switch (condition) {
    case Condition::kStarted:
      return "service_started";
    case Condition::kHealthy:
      return "service_healthy";
    case Condition::kCompletedSuccessfully:
      return "service_completed_successfully";
  }
  return "";
}

}  // namespace devstack::model
