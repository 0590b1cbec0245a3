// Names, defaults and paths of networks, volumes, configs and secrets.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/model/names.hpp"
#include "load/already_refused.hpp"
#include "load/normalize.hpp"
#include "load/paths.hpp"
#include "load/variable_trace.hpp"

namespace devstack::load {
namespace {

bool is_true(const Node* node) { return node != nullptr && node->boolean; }

void name_member(Entry& entry, const NormalizeContext& context) {
  Node& member = entry.value;
  if (member.is_null()) member = Node::mapping(member.span);
  if (member.find("name") != nullptr || !context.phases.normalize) return;
  const bool external = is_true(member.find("external"));
  member.set("name",
             Node::string(external ? entry.key : model::resource_name(context.project, entry.key),
                          entry.key_span));
}

/// A volume that exists already takes no other settings; Compose lets the other sections be.
void check_external(const Entry& entry, std::string_view section, const NormalizeContext& context) {
  if (section != "volumes" || !is_true(entry.value.find("external"))) return;
  for (const Entry& member : entry.value.entries) {
    if (member.key == "name" || member.key == "external" || member.key.starts_with("x-")) continue;
    context.diagnostics.error("DS1204", member.key_span,
                              fmt::format("\"{}.{}\" is external, so \"{}\" has no effect on it",
                                          section, entry.key, member.key),
                              fmt::format("remove \"{}\" or \"external\"", member.key));
  }
}

/// A config or secret has exactly one source.
void check_source(const Entry& entry, std::string_view section, const NormalizeContext& context) {
  if (section != "configs" && section != "secrets") return;
  std::vector<std::string_view> sources;
  for (const std::string_view key : {"file", "environment", "content"}) {
    const Node* const source = entry.value.find(key);
    // A secret of the variable without a name comes from nowhere; a config may, as in Compose.
    const bool nameless =
        key == "environment" && section == "secrets" && source != nullptr && source->text.empty();
    if (source != nullptr && !nameless) sources.push_back(key);
  }
  const std::string path = fmt::format("{}.{}", section, entry.key);
  const std::string_view choices =
      section == "configs" ? "file, environment or content" : "file or environment";
  if (sources.size() > 1) {
    context.diagnostics.error(
        "DS1204", entry.key_span,
        fmt::format("\"{}\" has both \"{}\" and \"{}\"", path, sources[0], sources[1]),
        "keep one of them");
  } else if (sources.empty() && !is_true(entry.value.find("external")) &&
             !already_refused(context.diagnostics, path, {"file", "environment", "content"})) {
    context.diagnostics.error("DS1205", entry.key_span,
                              fmt::format("\"{}\" does not say where it comes from", path),
                              fmt::format("give it {}", choices));
  }
}

void resolve_member_file(Node& member, const NormalizeContext& context) {
  Node* const file = member.find("file");
  if (file == nullptr || !file->is_string() || !context.phases.paths) return;
  file->text = absolute_path(file->text, context.directory, home_of(context.environment));
}

/// A volume of the local driver with the option "bind" is a folder on this machine.
void resolve_volume_device(Node& volume, const NormalizeContext& context) {
  const Node* const driver = volume.find("driver");
  Node* const options = volume.find("driver_opts");
  if (!context.phases.paths || driver == nullptr || driver->text != "local" || options == nullptr)
    return;
  const Node* const kind = options->find("o");
  Node* const device = options->find("device");
  if (kind == nullptr || kind->text != "bind" || device == nullptr) return;
  device->text = absolute_path(device->text, context.directory, home_of(context.environment));
}

void add_default_network(Node& document) {
  Node* networks = document.find("networks");
  if (networks == nullptr || networks->is_null()) {
    networks = &document.set("networks", Node::mapping());
  }
  if (networks->find("default") == nullptr) networks->set("default", Node::mapping());
}

}  // namespace

void normalize_resources(Node& document, const NormalizeContext& context) {
  const Node* const written = document.find("name");
  const bool holds = written != nullptr && written->text == context.project;
  Node name = Node::string(context.project, holds ? written->span : SourceSpan{});
  if (!holds) note_variable(name, "COMPOSE_PROJECT_NAME", context.origins);
  document.set("name", std::move(name));
  if (context.phases.normalize) add_default_network(document);
  constexpr std::array<std::string_view, 4> kSections{"networks", "volumes", "configs", "secrets"};
  for (const std::string_view section : kSections) {
    Node* const members = document.find(section);
    if (members == nullptr) continue;
    for (Entry& entry : members->entries) {
      check_external(entry, section, context);
      if (context.phases.consistency) check_source(entry, section, context);
      name_member(entry, context);
      resolve_member_file(entry.value, context);
      if (section == "volumes") resolve_volume_device(entry.value, context);
    }
  }
}

}  // namespace devstack::load
