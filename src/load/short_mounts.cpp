// "SOURCE:TARGET[:OPTIONS]" of a service's `volumes:` as the long form, by Compose's rules, those
// for Windows paths included.
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/paths.hpp"
#include "load/short_forms.hpp"
#include "load/volume_parts.hpp"

namespace devstack::load {
namespace {

bool is_file_path(std::string_view source) {
  if (source.empty()) return false;
  if (source.front() == '.' || source.front() == '/' || source.front() == '~') return true;
  if (source.starts_with("\\\\")) return true;
  return source.size() > 1 && source[1] == ':' && is_drive_letter(source.substr(0, 1));
}

bool is_propagation(std::string_view option) {
  return option == "rprivate" || option == "private" || option == "rshared" || option == "shared" ||
         option == "rslave" || option == "slave";
}

/// Unknown options are ignored, as Compose does ("cached" and "delegated" are old ones).
void apply_options(std::string_view options, Node& mount, Node& bind, Node& volume) {
  for (const std::string_view option : split(options, ',')) {
    if (option == "ro") mount.set("read_only", Node::boolean_of(true, mount.span));
    if (option == "rw") mount.erase("read_only");
    if (option == "nocopy") volume.set("nocopy", Node::boolean_of(true, mount.span));
    if (option == "z" || option == "Z") {
      bind.set("selinux", Node::string(std::string(option), mount.span));
    }
    if (is_propagation(option)) {
      bind.set("propagation", Node::string(std::string(option), mount.span));
    }
  }
}

std::string what_is_wrong(const std::vector<std::string>& parts) {
  if (parts.size() > 3) return "it has too many colons";
  for (const std::string& part : parts) {
    if (part.empty()) return "there is nothing between two colons";
  }
  return {};
}

Node read_mount(const Node& node, const std::vector<std::string>& parts) {
  Node mount = Node::mapping(node.span);
  Node bind;
  Node volume;
  const std::string source = parts.size() > 1 ? parts[0] : std::string();
  if (parts.size() > 2) apply_options(parts[2], mount, bind, volume);
  const bool is_bind = is_file_path(source);
  mount.set("type", Node::string(is_bind ? "bind" : "volume", node.span));
  if (!source.empty()) mount.set("source", Node::string(source, node.span));
  mount.set("target", Node::string(parts.size() > 1 ? parts[1] : parts[0], node.span));
  if (is_bind) bind.set("create_host_path", Node::boolean_of(true, node.span));
  // Compose takes a text of two bytes, such as "/b", for a target without looking closer.
  const bool is_tiny = node.text.size() <= 2;
  if (!is_bind && !is_tiny && volume.is_null()) volume = Node::mapping(node.span);
  if (!bind.is_null()) mount.set("bind", std::move(bind));
  if (!volume.is_null()) mount.set("volume", std::move(volume));
  return mount;
}

}  // namespace

void expand_mount(Node& node, CanonicalContext& context) {
  if (node.is_string()) {
    const auto parts = split_volume(node.text);
    const std::string wrong = what_is_wrong(parts);
    if (!wrong.empty()) {
      context.diagnostics.error(
          "DS1212", node.span,
          fmt::format("\"{}\": \"{}\" is no volume: {}", context.path, node.text, wrong),
          "write SOURCE:TARGET or SOURCE:TARGET:ro");
    }
    node = read_mount(node, wrong.empty() ? parts : std::vector<std::string>{"/"});
  }
  const Node* const tmpfs = node.find("tmpfs");
  const Node* const size = tmpfs == nullptr ? nullptr : tmpfs->find("size");
  if (size != nullptr && size->kind == Node::Kind::kInt && size->integer < 0) {
    context.diagnostics.error("DS1209", size->span,
                              fmt::format("\"{}.tmpfs.size\" must not be negative", context.path));
  }
  if (Node* const target = node.find("target")) target->text = clean_path(target->text);
}

}  // namespace devstack::load
