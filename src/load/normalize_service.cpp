// What a service leaves to defaults: its network, absolute paths, dependencies that other keys
// imply.
#include "load/normalize.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "devstack/base/text.hpp"
#include "load/paths.hpp"
#include "load/variable_trace.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kServicePrefix = "service:";

std::string resolve_path(const std::string& path, const NormalizeContext& context) {
  if (!context.phases.paths) return path;
  return absolute_path(path, context.directory, home_of(context.environment));
}

bool is_empty(const Node* node) {
  return node == nullptr || node->is_null() || (node->is_string() && node->text.empty()) ||
         (node->is_mapping() && node->entries.empty());
}

enum class Restart { kNo, kWithDependency };

void imply_dependency(Node& service, const std::string& name, Restart restart,
                      const SourceSpan& span) {
  Node* depends = service.find("depends_on");
  if (depends == nullptr) depends = &service.set("depends_on", Node::mapping(span));
  if (depends->find(name) != nullptr) return;
  Node dependency = Node::mapping(span);
  dependency.set("condition", Node::string("service_started", span));
  dependency.set("restart", Node::boolean_of(restart == Restart::kWithDependency, span));
  dependency.set("required", Node::boolean_of(true, span));
  depends->set(name, std::move(dependency));
}

void imply_dependencies(Node& service) {
  if (const Node* const links = service.find("links")) {
    for (const Node& link : Node(*links).items) {
      const std::string name = link.text.substr(0, link.text.find(':'));
      imply_dependency(service, name, Restart::kWithDependency, link.span);
    }
  }
  constexpr std::array<std::string_view, 5> kNamespaces{"network_mode", "ipc", "pid", "uts",
                                                        "cgroup"};
  for (const std::string_view key : kNamespaces) {
    const Node* const value = service.find(key);
    if (value == nullptr || !value->text.starts_with(kServicePrefix)) continue;
    const Node copy = *value;
    imply_dependency(service, copy.text.substr(kServicePrefix.size()), Restart::kWithDependency,
                     copy.span);
  }
  if (const Node* const from = service.find("volumes_from")) {
    for (const Node& item : Node(*from).items) {
      if (item.text.starts_with("container:")) continue;
      imply_dependency(service, item.text.substr(0, item.text.find(':')), Restart::kNo, item.span);
    }
  }
}

void sort_dependencies(Node& service) {
  if (Node* const depends = service.find("depends_on")) {
    std::sort(depends->entries.begin(), depends->entries.end(),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
  }
}

void normalize_mounts(Node& service, const NormalizeContext& context) {
  Node* const mounts = service.find("volumes");
  if (mounts == nullptr) return;
  for (Node& mount : mounts->items) {
    const Node* const type = mount.find("type");
    if (type == nullptr || type->text != "bind") continue;
    Node* const source = mount.find("source");
    // One that is written but empty (an unset variable) is the project's folder, as in Compose.
    if (source == nullptr || source->is_null()) {
      // Compose notices when it makes the path absolute.
      if (!context.phases.paths) continue;
      context.diagnostics.error("DS1212", mount.span, "a bind mount needs a \"source\"",
                                "name the folder or file on this machine");
    } else {
      source->text = resolve_path(source->text, context);
    }
  }
}

void normalize_watches(Node& service, const NormalizeContext& context) {
  const Node* const develop = service.find("develop");
  if (develop == nullptr || develop->find("watch") == nullptr) return;
  for (Node& watch : service.find("develop")->find("watch")->items) {
    Node* const path = watch.find("path");
    // An empty one is refused later; it does not mean the project's folder.
    if (path != nullptr && !path->text.empty()) path->text = resolve_path(path->text, context);
  }
}

/// "id=path"; "default" has none.
void make_key_absolute(std::string& key, const NormalizeContext& context) {
  const std::size_t equals = key.find('=');
  if (equals == std::string::npos || equals + 1 == key.size()) return;
  key = key.substr(0, equals + 1) + resolve_path(key.substr(equals + 1), context);
}

}  // namespace

void normalize_build(Node& build, const NormalizeContext& context) {
  const Node* const written = build.find("context");
  // One that is written but empty (an unset variable) stays empty, as in Compose.
  if (written == nullptr || written->is_null()) build.set("context", Node::string(".", build.span));
  Node& folder = *build.find("context");
  if (!folder.text.empty() && !is_remote_context(folder.text)) {
    folder.text = resolve_path(folder.text, context);
  }
  const Node* const text = build.find("dockerfile_inline");
  if (context.phases.normalize && build.find("dockerfile") == nullptr &&
      (text == nullptr || text->is_null())) {
    build.set("dockerfile", Node::string("Dockerfile", build.span));
  }
  if (Node* const contexts = build.find("additional_contexts")) {
    for (Entry& entry : contexts->entries) {
      if (!is_remote_context(entry.value.text)) {
        entry.value.text = resolve_path(entry.value.text, context);
      }
    }
  }
  if (Node* const keys = build.find("ssh")) {
    for (Node& key : keys->items) make_key_absolute(key.text, context);
  }
  Node* const args = build.find("args");
  if (context.phases.normalize && args != nullptr) {
    for (Entry& entry : args->entries) {
      const auto known = context.environment.find(entry.key);
      if (!entry.value.is_null() || known == context.environment.end()) continue;
      entry.value = Node::string(known->second, entry.value.span);
      note_variable(entry.value, entry.key, context.origins);
    }
  }
}

std::string home_of(const Environment& environment) {
  const auto home = environment.find("HOME");
  return home == environment.end() ? std::string() : home->second;
}

namespace {

void add_defaults(Node& service) {
  const Node* const mode = service.find("network_mode");
  // A mode that is written but empty (an unset variable) leaves the service without networks.
  if ((mode == nullptr || mode->is_null()) && is_empty(service.find("networks")) &&
      service.find("provider") == nullptr) {
    Node networks = Node::mapping();
    networks.set("default", Node{});
    service.set("networks", std::move(networks));
  }
  if (Node* const policy = service.find("pull_policy"); policy != nullptr) {
    if (policy->text == "if_not_present") policy->text = "missing";
  }
}

}  // namespace

void normalize_service(Node& service, const NormalizeContext& context) {
  if (context.phases.normalize) add_defaults(service);
  Node* const build = service.find("build");
  if (build != nullptr && build->is_mapping()) normalize_build(*build, context);
  normalize_mounts(service, context);
  normalize_watches(service, context);
  if (context.phases.normalize) imply_dependencies(service);
  sort_dependencies(service);
}

}  // namespace devstack::load
