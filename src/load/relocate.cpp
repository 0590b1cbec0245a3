// The table of paths in a document, for documents that come from another folder.
#include "load/relocate.hpp"

#include <string>

#include "devstack/base/diagnostic.hpp"
#include "load/paths.hpp"
#include "load/short_forms.hpp"
#include "load/tree_path.hpp"

namespace devstack::load {

namespace {

void relocate_text(std::string& text, std::string_view directory) {
  if (!text.empty() && !text.starts_with('~')) text = absolute_path(text, directory, {});
}

void relocate_file(Node& node, const Folder& folder) {
  if (node.is_string()) relocate_text(node.text, folder.shown);
}

/// It has yet to be found.
void relocate_extended(Node& node, const Folder& folder) {
  if (node.is_string()) relocate_text(node.text, folder.absolute);
}

void relocate_context(Node& node, const Folder& folder) {
  if (node.is_string() && !is_remote_context(node.text)) relocate_text(node.text, folder.shown);
}

/// ["name=path"] or {name: path}.
void relocate_contexts(Node& node, const Folder& folder) {
  for (Entry& entry : node.entries) relocate_context(entry.value, folder);
  for (Node& item : node.items) {
    const std::size_t equals = item.text.find('=');
    if (equals == std::string::npos) continue;
    Node path = Node::string(item.text.substr(equals + 1));
    relocate_context(path, folder);
    item.text = item.text.substr(0, equals + 1) + path.text;
  }
}

void relocate_mount(Node& mount, const Folder& folder) {
  // In the short form only a path that begins with a dot is relative; else it names a volume.
  const std::size_t colon = mount.text.find(':');
  const bool is_short_bind =
      mount.is_string() && mount.text.starts_with('.') && colon != std::string::npos;
  if (is_short_bind && folder.shown.starts_with('/')) {
    mount.text =
        absolute_path(mount.text.substr(0, colon), folder.shown, {}) + mount.text.substr(colon);
    return;
  }
  if (is_short_bind) {
    // Below a relative folder it would look like a volume's name.
    Diagnostics unreported;
    CanonicalContext context{unreported, {}};
    expand_mount(mount, context);
  }
  const Node* type = mount.find("type");
  Node* source = mount.find("source");
  if (type != nullptr && type->text == "bind" && source != nullptr) relocate_file(*source, folder);
}

/// A volume of the local driver that is bound to a folder.
void relocate_bound_volume(Node& options, const Folder& folder) {
  const Node* mount_options = options.find("o");
  Node* device = options.find("device");
  if (mount_options != nullptr && mount_options->text.find("bind") != std::string::npos &&
      device != nullptr) {
    relocate_file(*device, folder);
  }
}

struct PathPlace {
  std::string_view pattern;
  void (*relocate)(Node&, const Folder&);
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
    {"services.*.extends.file", relocate_extended},
    {"services.*.volumes.*", relocate_mount},
    {"services.*.develop.watch.*.path", relocate_file},
    {"configs.*.file", relocate_file},
    {"secrets.*.file", relocate_file},
    {"volumes.*.driver_opts", relocate_bound_volume},
};

}  // namespace

void relocate_paths(Node& document, const Folder& folder) {
  for (const PathPlace& place : kPlaces) {
    visit_pattern(document, place.pattern, [&](Node& node) { place.relocate(node, folder); });
  }
}

}  // namespace devstack::load
