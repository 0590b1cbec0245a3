// A canonical service as the model's typed one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/service.hpp"

namespace devstack::load {

/// All but the x-devstack block, the hashes and `is_job`, which need more than the service alone.
[[nodiscard]] model::Service decode_service(const std::string& project, const Entry& entry);

/// Parts, for decode_service.
[[nodiscard]] model::Build decode_build(const Node& build);
/// `folder` comes before targets that are not absolute.
[[nodiscard]] std::vector<model::FileReference> decode_references(const std::vector<Node>& nodes,
                                                                  const std::string& folder);
[[nodiscard]] std::map<std::string, model::Ulimit, std::less<>> decode_ulimits(
    const std::vector<Entry>& entries);
void decode_storage(const Node& service, model::Service& result);
void decode_networking(const Node& service, model::Service& result);
void decode_resources(const Node& service, model::Service& result);

}  // namespace devstack::load
