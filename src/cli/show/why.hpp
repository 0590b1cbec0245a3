// `config --why PATH`: where a value of the document comes from.
#pragma once

#include <string>

#include "cli/parse/options.hpp"
#include "devstack/base/source.hpp"
#include "devstack/load/provenance.hpp"

namespace devstack::cli {

/// Throws UsageError, with near names, when the document has nothing at `path`. Secrets are masked.
[[nodiscard]] std::string why_text(const load::Loaded& loaded, const std::string& path);
/// The same as JSON, "schema": "devstack.why/1".
[[nodiscard]] std::string why_json(const load::Loaded& loaded, const std::string& path);

}  // namespace devstack::cli
