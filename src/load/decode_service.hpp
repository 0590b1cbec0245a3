// A canonical service as the model's typed one.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/service.hpp"

namespace devstack::load {

/// All but the x-devstack block, the hashes and `is_job`, which need more than the service alone.
[[nodiscard]] model::Service decode_service(const std::string& project, const Entry& entry);

/// Parts, for decode_service.
[[nodiscard]] model::Build decode_build(const Node& build);
void decode_storage(const Node& service, model::Service& result);
void decode_networking(const Node& service, model::Service& result);
void decode_resources(const Node& service, model::Service& result);

}  // namespace devstack::load
