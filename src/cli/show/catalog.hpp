// Stacks that can be chosen, found by looking into their folders.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

struct CatalogEntry {
  std::string name, description, path;
};

/// Stacks in ./stacks/ and upwards, then the shipped ones; the nearest of a name wins.
[[nodiscard]] std::vector<CatalogEntry> find_stacks(const load::LoadRequest& request,
                                                    const load::Files& files);

/// As a table, or as JSON with `schema`.
[[nodiscard]] std::string catalog_text(const CommandContext& context,
                                       const std::vector<CatalogEntry>& entries,
                                       const std::string& heading);
[[nodiscard]] std::string catalog_json(const std::vector<CatalogEntry>& entries,
                                       const std::string& schema, const std::string& member);

}  // namespace devstack::cli
