// The dependency graph as text in several languages.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {

[[nodiscard]] std::string graph_text(const model::Stack& stack, GraphArguments::Format format);

}  // namespace devstack::cli
