// Hashes of a service: Docker Compose's own, by which it recognises an unchanged container, and one
// for each field, by which we say what changed.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/service.hpp"

namespace devstack::load {

/// Of a canonical, pruned service: fills `config_hash` and `hashed_pieces`, from which the label
/// com.docker.compose.config-hash comes, `field_hashes`, `field_texts` and `field_spans`. A field's
/// hash is salted with the project's id and the key and shortened to 12 digits, so that it tells
/// nothing about a secret value.
void hash_service(const Node& service, const std::string& project_id, model::Service& result);

}  // namespace devstack::load
