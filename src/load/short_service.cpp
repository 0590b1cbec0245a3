// Short forms of a service's own keys: build, command, depends_on, healthcheck, files, devices.
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/shell_words.hpp"
#include "load/short_forms.hpp"

namespace devstack::load {
namespace {

/// {key: node}, at the same place in the file.
Node mapping_of(std::string key, Node node) {
  Node mapping = Node::mapping(node.span);
  mapping.set(std::move(key), std::move(node));
  return mapping;
}

Node list_of_words(const std::vector<std::string>& words, const Node& from) {
  Node list = Node::sequence(from.span);
  for (const std::string& word : words) list.items.push_back(Node::string(word, from.span));
  return list;
}

void set_default(Node& mapping, std::string key, Node value) {
  if (mapping.find(key) != nullptr) return;
  value.span = mapping.span;
  mapping.set(std::move(key), std::move(value));
}

}  // namespace

void expand_build(Node& node, CanonicalContext&) {
  if (node.is_string()) node = mapping_of("context", std::move(node));
}

void expand_depends_on(Node& node, CanonicalContext& context) {
  expand_names(node, context);
  for (Entry& entry : node.entries) {
    if (entry.value.is_null()) {
      entry.value.set("condition", Node::string("service_started", entry.value.span));
    }
    set_default(entry.value, "required", Node::boolean_of(true));
  }
}

void expand_env_file(Node& node, CanonicalContext& context) {
  expand_list(node, context);
  for (Node& item : node.items) {
    if (item.is_string()) item = mapping_of("path", std::move(item));
    set_default(item, "required", Node::boolean_of(true));
  }
}

void expand_file_reference(Node& node, CanonicalContext&) {
  if (node.is_string()) node = mapping_of("source", std::move(node));
}

void expand_secret_reference(Node& node, CanonicalContext& context) {
  expand_file_reference(node, context);
  const Node* const source = node.find("source");
  if (source != nullptr) {
    set_default(node, "target", Node::string("/run/secrets/" + source->text));
  }
}

void expand_health_test(Node& node, CanonicalContext& context) {
  if (node.is_string()) {
    const std::vector<std::string> words{"CMD-SHELL", node.text};
    node = list_of_words(words, node);
    return;
  }
  if (node.items.empty()) return;
  const std::string& first = node.items.front().text;
  if (first == "CMD" || first == "CMD-SHELL" || first == "NONE") return;
  context.diagnostics.error(
      "DS1202", node.items.front().span,
      fmt::format("\"{}\" must begin with CMD, CMD-SHELL or NONE, not \"{}\"", context.path, first),
      "for a command line, write the test as a string instead of a list");
  node.items.clear();
}

void expand_command(Node& node, CanonicalContext& context) {
  if (!node.is_string()) return;
  const auto words = split_shell_words(node.text);
  if (!words) {
    context.diagnostics.error(
        "DS1202", node.span,
        fmt::format("\"{}\" cannot be split into words: a quote or parenthesis is left open",
                    context.path),
        "close it, or write the command as a list");
  }
  node = list_of_words(words.value_or(std::vector<std::string>{}), node);
}

void expand_device(Node& node, CanonicalContext& context) {
  if (!node.is_string()) {
    if (node.find("target") == nullptr) {
      context.diagnostics.error("DS1202", node.span,
                                fmt::format("\"{}\" must say \"target\"", context.path));
    }
    return;
  }
  const std::string text = node.text;
  const auto parts = split(text, ':');
  if (parts.size() > 3) {
    context.diagnostics.error("DS1202", node.span,
                              fmt::format("\"{}\" is no device: \"{}\"", context.path, text),
                              "write HOST, HOST:CONTAINER or HOST:CONTAINER:PERMISSIONS");
  }
  const std::string target(parts.size() > 1 && !parts[1].empty() ? parts[1] : parts[0]);
  const std::string permissions(parts.size() > 2 ? parts[2] : "rwm");
  Node device = mapping_of("source", Node::string(std::string(parts[0]), node.span));
  device.set("target", Node::string(target, node.span));
  device.set("permissions", Node::string(permissions, node.span));
  node = std::move(device);
}

void expand_weight(Node& node, CanonicalContext&) {
  set_default(node, "path", Node::string({}));
  set_default(node, "weight", Node::integer_of(0));
}

void expand_rate(Node& node, CanonicalContext&) {
  set_default(node, "path", Node::string({}));
  set_default(node, "rate", Node::integer_of(0));
}

void expand_gpus(Node& node, CanonicalContext& context) {
  if (!node.is_string()) return;
  if (node.text != "all") {
    context.diagnostics.error(
        "DS1202", node.span,
        fmt::format("\"{}\" must be \"all\" or a list, not \"{}\"", context.path, node.text));
  }
  Node list = Node::sequence(node.span);
  list.items.push_back(mapping_of("count", Node::integer_of(-1, node.span)));
  node = std::move(list);
}

void expand_device_request(Node& node, CanonicalContext&) {
  if (node.find("device_ids") == nullptr) set_default(node, "count", Node::integer_of(-1));
}

void expand_external(Node& node, CanonicalContext& context) {
  Node* const external = node.find("external");
  if (external == nullptr || !external->is_mapping()) return;
  const Node* const name = external->find("name");
  if (name != nullptr) {
    context.diagnostics.warning("DS1202", external->span,
                                fmt::format("\"{}.external.name\" is an old form", context.path),
                                "write \"external: true\" and \"name:\" beside it");
    if (const Node* const own = node.find("name"); own != nullptr && own->text != name->text) {
      context.diagnostics.error("DS1204", name->span,
                                fmt::format("\"{}\" has two names: \"{}\" and \"{}\"", context.path,
                                            own->text, name->text),
                                "keep \"name\", and write \"external: true\"");
    }
    set_default(node, "name", Node(*name));
  }
  Node* const again = node.find("external");
  *again = Node::boolean_of(true, again->span);
}

}  // namespace devstack::load
