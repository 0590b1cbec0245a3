// Facts by experiment with Docker Compose 2.40.3: which short forms it expands in which sections
// before anything is cast.
#include "load/raw_model.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/cast.hpp"
#include "load/paths.hpp"
#include "load/short_forms.hpp"
#include "load/tree_path.hpp"

namespace devstack::load {
namespace {

using Expand = void (*)(Node& node, CanonicalContext& context);

/// [default, "a=/s"] to {default: null, a: /s}.
void expand_raw_ssh(Node& node, CanonicalContext& context) { expand_variables(node, context); }

/// true to "true".
void expand_word(Node& node, CanonicalContext& context) { cast_scalar(node, Cast::kText, context); }

/// "all" to a list; without a number it means all of them, which stays a word here.
void expand_raw_gpus(Node& node, CanonicalContext& context) {
  const bool all = node.is_string() && node.text == "all";
  expand_gpus(node, context);
  if (all) node.items.front().set("count", Node::string("all", node.span));
}

void expand_raw_device_request(Node& node, CanonicalContext&) {
  const bool counts = node.find("device_ids") == nullptr && node.find("count") == nullptr;
  if (counts && node.is_mapping()) node.set("count", Node::string("all", node.span));
}

struct Place {
  std::string_view pattern;
  Expand expand;
};

constexpr Place kPlaces[] = {
    {"services.*.build", expand_build},
    {"services.*.build.additional_contexts", expand_contexts},
    {"services.*.build.secrets.*", expand_file_reference},
    {"services.*.build.provenance", expand_word},
    {"services.*.build.sbom", expand_word},
    {"services.*.build.ssh", expand_raw_ssh},
    {"services.*.configs.*", expand_file_reference},
    {"services.*.depends_on", expand_depends_on},
    {"services.*.deploy.resources.reservations.devices.*", expand_raw_device_request},
    {"services.*.develop.watch.*.ignore", expand_list},
    {"services.*.develop.watch.*.include", expand_list},
    {"services.*.devices.*", expand_device},
    {"services.*.dns", expand_servers},
    {"services.*.env_file", expand_env_file},
    {"services.*.gpus", expand_raw_gpus},
    {"services.*.gpus.*", expand_raw_device_request},
    {"services.*.label_file", expand_list},
    {"services.*.models", expand_names},
    {"services.*.networks", expand_names},
    {"services.*.ports", expand_ports},
    {"services.*.secrets.*", expand_secret_reference},
    {"services.*.volumes.*", expand_mount},
    {"networks.*", expand_external},
    {"volumes.*", expand_external},
    {"configs.*", expand_external},
    {"secrets.*", expand_external},
};

/// All or nothing: a short form that cannot be read may become readable with its variables.
void expand_if_readable(Node& node, Expand expand) {
  Diagnostics unreported;
  CanonicalContext context{unreported, {}};
  Node expanded = node;
  expand(expanded, context);
  if (!unreported.has_errors()) node = std::move(expanded);
}

void make_absolute(Node& path, const NormalizeContext& context) {
  if (!path.is_string() || !context.phases.paths) return;
  path.text = absolute_path(path.text, context.directory, home_of(context.environment));
}

/// Names without a value: no variable is known, so none has one.
void drop_names(Node& args) {
  std::erase_if(args.items, [](const Node& item) {
    return item.is_string() && item.text.find('=') == std::string::npos;
  });
  std::erase_if(args.entries, [](const Entry& entry) { return entry.value.is_null(); });
}

void normalize_raw_service(Node& service, const NormalizeContext& context) {
  if (Node* const build = service.find("build")) {
    Node* const args = build->find("args");
    if (args != nullptr && context.phases.normalize) drop_names(*args);
    if (Node* const keys = build->find("ssh")) {
      for (Entry& entry : keys->entries) make_absolute(entry.value, context);
    }
  }
  normalize_service(service, context);
}

bool uses_default_network(Node& document) {
  bool used = false;
  visit_pattern(document, "services.*.networks",
                [&used](Node& networks) { used = used || networks.find("default") != nullptr; });
  return used;
}

void drop_default_network(Node& document) {
  Node* const networks = document.find("networks");
  if (networks == nullptr || !networks->erase("default")) return;
  if (networks->entries.empty()) document.erase("networks");
}

}  // namespace

void make_raw_model(Node& document, const NormalizeContext& context) {
  for (const Place& place : kPlaces) {
    visit_pattern(document, place.pattern,
                  [&](Node& node) { expand_if_readable(node, place.expand); });
  }
  for (const std::string_view pattern :
       {"services.*.env_file.*.path", "services.*.label_file.*", "services.*.extends.file"}) {
    visit_pattern(document, pattern, [&](Node& path) { make_absolute(path, context); });
  }
  visit_pattern(document, "services.*",
                [&](Node& service) { normalize_raw_service(service, context); });
  document.erase("version");
  const Node* const networks = document.find("networks");
  const bool declared = networks != nullptr && networks->find("default") != nullptr;
  normalize_resources(document, context);
  if (!declared && !uses_default_network(document)) drop_default_network(document);
}

}  // namespace devstack::load
