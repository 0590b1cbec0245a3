// The table of paths in a document, for documents that come from another folder.
#include "load/relocate.hpp"

#include <string>

#include "load/paths.hpp"
#include "load/tree_path.hpp"

namespace devstack::load {

namespace {

void relocate_text(std::string& text, std::string_view directory) {
  if (!text.empty() && !text.starts_with('~')) text = absolute_path(text, directory, {});
}

void relocate_file(Node& node, std::string_view directory) {
  if (node.is_string()) relocate_text(node.text, directory);
}

void relocate_context(Node& node, std::string_view directory) {
  if (node.is_string() && !is_remote_context(node.text)) relocate_text(node.text, directory);
}

/// ["name=path"] or {name: path}.
void relocate_contexts(Node& node, std::string_view directory) {
  for (Entry& entry : node.entries) relocate_context(entry.value, directory);
  for (Node& item : node.items) {
    const std::size_t equals = item.text.find('=');
    if (equals == std::string::npos) continue;
    Node path = Node::string(item.text.substr(equals + 1));
    relocate_context(path, directory);
    item.text = item.text.substr(0, equals + 1) + path.text;
  }
}

void relocate_mount(Node& mount, std::string_view directory) {
  if (mount.is_mapping()) {
    const Node* type = mount.find("type");
    Node* source = mount.find("source");
    if (type != nullptr && type->text == "bind" && source != nullptr) {
      relocate_file(*source, directory);
    }
    return;
  }
  // In the short form only a path that begins with a dot is relative; else it names a volume.
  const std::size_t colon = mount.text.find(':');
  if (!mount.text.starts_with('.') || colon == std::string::npos) return;
  mount.text = absolute_path(mount.text.substr(0, colon), directory, {}) + mount.text.substr(colon);
}

/// A volume of the local driver that is bound to a folder.
void relocate_bound_volume(Node& options, std::string_view directory) {
  const Node* mount_options = options.find("o");
  Node* device = options.find("device");
  if (mount_options != nullptr && mount_options->text.find("bind") != std::string::npos &&
      device != nullptr) {
    relocate_file(*device, directory);
  }
}

struct PathPlace {
  std::string_view pattern;
  void (*relocate)(Node&, std::string_view);
};

constexpr PathPlace kPlaces[] = {
    {"services.*.build", relocate_context},
    {"services.*.build.context", relocate_context},
    {"services.*.build.additional_contexts", relocate_contexts},
    {"services.*.env_file", relocate_file},
    {"services.*.env_file.*", relocate_file},
    {"services.*.env_file.*.path", relocate_file},
    {"services.*.label_file", relocate_file},
    {"services.*.label_file.*", relocate_file},
    {"services.*.extends.file", relocate_file},
    {"services.*.volumes.*", relocate_mount},
    {"services.*.develop.watch.*.path", relocate_file},
    {"configs.*.file", relocate_file},
    {"secrets.*.file", relocate_file},
    {"volumes.*.driver_opts", relocate_bound_volume},
};

}  // namespace

void relocate_paths(Node& document, std::string_view directory) {
  for (const PathPlace& place : kPlaces) {
    visit_pattern(document, place.pattern, [&](Node& node) { place.relocate(node, directory); });
  }
}

}  // namespace devstack::load
