// Exports of a stack: values for programs on the host, with {address:…} and {port:…} filled in.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/parse/options.hpp"
#include "cli/show/service_urls.hpp"
#include "devstack/base/diagnostic.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

using Exports = std::map<std::string, std::string>;

/// Resolves every export. A placeholder whose port is not published now leaves its export out; what
/// was missing goes to `problems`, one sentence each.
[[nodiscard]] Exports resolve_exports(const model::Stack& stack, const PublishedPorts& ports,
                                      std::vector<std::string>& problems);

/// The stack's links, filled in likewise; those with a port that is not published are left out.
[[nodiscard]] std::vector<std::string> resolve_links(const model::Stack& stack,
                                                     const PublishedPorts& ports);

/// As lines for a shell (`export NAME='value'`), a dotenv file, or a JSON object.
[[nodiscard]] std::string exports_text(const Exports& exports, EnvArguments::Format format);

}  // namespace devstack::cli
