#include "load/extension_block.hpp"

#include <utility>

#include <fmt/format.h>

#include "load/canonical.hpp"
#include "load/check_shape.hpp"

namespace devstack::load {
namespace {

void refuse_key(const Node& parent, std::string_view key, const std::string& path,
                Diagnostics& diagnostics) {
  const Entry* const entry = parent.find_entry(key);
  if (entry == nullptr) return;
  diagnostics.error(
      "DS1411", entry->key_span,
      fmt::format("\"{}.{}\" is not supported by this version of devstack yet", path, key),
      "remove it, or wait for a version that carries it out");
}

/// Reports and takes out the keys that a later version will carry out.
void refuse_later_keys(Node& block, std::span<const std::string_view> keys, const std::string& path,
                       Diagnostics& diagnostics) {
  for (const std::string_view dotted : keys) {
    const auto dot = dotted.find('.');
    const bool nested = dot != std::string_view::npos;
    Node* const parent = nested ? block.find(dotted.substr(0, dot)) : &block;
    if (parent == nullptr) continue;
    const std::string_view key = nested ? dotted.substr(dot + 1) : dotted;
    const std::string parent_path =
        nested ? fmt::format("{}.{}", path, dotted.substr(0, dot)) : path;
    refuse_key(*parent, key, parent_path, diagnostics);
    parent->erase(key);
  }
}

/// `mock` says only that the service is one; what it would do in place of a real image comes later.
void refuse_mock_members(Node& block, const std::string& path, Diagnostics& diagnostics) {
  Node* const mock = block.find("mock");
  if (mock == nullptr || !mock->is_mapping()) return;
  const Node copy = *mock;
  for (const Entry& entry : copy.entries) {
    refuse_key(copy, entry.key, path + ".mock", diagnostics);
  }
  mock->entries.clear();
}

}  // namespace

Node prepare_block(Node block, const Shape& shape, std::span<const std::string_view> later,
                   const std::string& path, Diagnostics& diagnostics) {
  if (block.is_mapping()) {
    refuse_later_keys(block, later, path, diagnostics);
    refuse_mock_members(block, path, diagnostics);
  }
  check_shape(block, shape, path, kExtensionCodes, diagnostics);
  canonicalise(block, shape, path, diagnostics);
  return block;
}

void refuse_extension(const Node& member, const std::string& path, Diagnostics& diagnostics) {
  refuse_key(member, "x-devstack", path, diagnostics);
}

}  // namespace devstack::load
