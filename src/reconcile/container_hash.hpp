// Docker Compose's hash of a container, in which other containers stand by their ids.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

/// The label com.docker.compose.config-hash of a container of `service`. `first_containers`: ids by
/// service. Nothing where it names a service that has no container.
[[nodiscard]] std::optional<std::string> container_hash(
    const model::Service& service, const std::map<std::string, std::string>& first_containers);

/// Where a container's label is what `container_hash` gives now, its `config_hash` becomes the
/// service's, so that whoever compares need not know of other containers. `containers` are sorted
/// by service and number.
void translate_hashes(const model::Stack& stack, std::vector<ObservedContainer>& containers);

}  // namespace devstack::reconcile
