// What a service's configs and secrets hold: content is no field of the service, and counts all the
// same (Docker Compose leaves the old one in place).
#pragma once

#include "devstack/model/stack.hpp"

namespace devstack::reconcile {

/// "configs.app" and "secrets.token" to a short hash of what they hold now; files are read. What
/// cannot be read, and folders, are left out. A secret's hash tells nothing across projects.
[[nodiscard]] model::StringMap content_hashes(const model::Stack& stack,
                                              const model::Service& service);

}  // namespace devstack::reconcile
