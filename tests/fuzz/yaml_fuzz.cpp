// Any bytes as a YAML file: either messages or a bounded tree whose places lie within the file, and
// which our own writer writes so that it reads as the same tree.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/fuzz_check.hpp"
#include "load/cast.hpp"
#include "load/emit.hpp"
#include "load/source_text.hpp"
#include "load/yaml_reader.hpp"
#include "load/yaml_tree_builder.hpp"

namespace {

using devstack::Diagnostics;
using devstack::fuzz::require;
using devstack::load::Entry;
using devstack::load::Node;
using devstack::load::TreeBuilder;

struct Extent {
  std::size_t nodes = 0;
  std::size_t depth = 0;
};

Extent check_places(const Node& node) {
  devstack::fuzz::require_inside(node.span, "the place of a value");
  Extent extent{1, 1};
  const auto add = [&extent](const Node& child) {
    const Extent inner = check_places(child);
    extent.nodes += inner.nodes;
    extent.depth = std::max(extent.depth, inner.depth + 1);
  };
  for (const Node& item : node.items) add(item);
  for (const Entry& entry : node.entries) {
    devstack::fuzz::require_inside(entry.key_span, "the place of a key");
    add(entry.value);
  }
  return extent;
}

/// Kinds and values, without places and quoting. 1e3 is written as 1000: numbers are one kind. As
/// in Compose, -0.0 is written as -0, which reads as 0.
std::string value_of(const Node& node) {
  if (node.is_string()) return std::to_string(node.text.size()) + ":" + node.text;
  if (node.is_null()) return "~";
  if (node.is_scalar()) {
    const std::string text = devstack::load::scalar_text(node);
    return text == "-0" ? "0" : text;
  }
  std::string text = node.is_mapping() ? "{" : "[";
  for (const Node& item : node.items) text += value_of(item) + ",";
  for (const Entry& entry : node.entries) text += entry.key + "=" + value_of(entry.value) + ";";
  return text + "}";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Diagnostics diagnostics;
  const auto file =
      devstack::load::make_source("f.yaml", std::string(devstack::fuzz::text_of(data, size)));
  const std::vector<Node> documents = devstack::load::read_yaml(file, diagnostics);
  devstack::fuzz::require_sound(diagnostics);
  require(!documents.empty() || diagnostics.has_errors(), "nothing read, and no message");
  for (const Node& document : documents) {
    const Extent extent = check_places(document);
    require(extent.depth <= TreeBuilder::kMaxDepth + 1, "the depth is bounded");
    require(extent.nodes <= TreeBuilder::kMaxNodes + TreeBuilder::kMaxAliasNodes,
            "the number of values is bounded");
    Node list = Node::sequence();
    list.items.push_back(document);
    const std::string written = devstack::load::write_yaml(list);
    Diagnostics again;
    const std::vector<Node> read =
        devstack::load::read_yaml(devstack::load::make_source("g.yaml", written), again);
    require(read.size() == 1, "what we write can be read", written);
    devstack::fuzz::require_equal(value_of(list), value_of(read.front()),
                                  "what we write reads as the same: " + written);
  }
  return 0;
}
