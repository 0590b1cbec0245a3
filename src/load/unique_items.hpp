// Lists whose items are known by a key: a later item with the same key takes the earlier's place.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"
#include "load/override.hpp"

namespace devstack::load {

/// Applies Compose's table of unique lists (ports by address, volumes by target, …) to a document.
/// Port ranges are compared as they are written: once expanded they must be compared again.
void enforce_unique_items(Node& document, Record record = Record::kNothing);

/// The same for `env_file` alone, where paths below `directory` are what they are without it: a
/// file that an extended service names is absolute by then, and the same one may be named again.
void enforce_unique_env_files(Node& document, const std::string& directory,
                              Record record = Record::kNothing);

/// What makes an entry of `ports` unique: "0.0.0.0:8080:80/tcp".
[[nodiscard]] std::string port_key(const Node& port);

}  // namespace devstack::load
