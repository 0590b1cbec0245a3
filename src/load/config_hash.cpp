#include "load/config_hash.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/hash.hpp"
#include "devstack/base/masking.hpp"
#include "load/canonical.hpp"
#include "load/emit.hpp"

namespace devstack::load {
namespace {

constexpr std::size_t kShortHash = 12;
constexpr std::size_t kShortText = 40;

/// What Compose leaves out, because a change of it needs no new container.
Node hashed_part(const Node& service) {
  constexpr std::array<std::string_view, 5> kLeftOut{"build", "pull_policy", "scale", "depends_on",
                                                     "profiles"};
  Node part = json_view(service, kServiceShape);
  for (const std::string_view key : kLeftOut) part.erase(key);
  if (Node* const deploy = part.find("deploy")) deploy->erase("replicas");
  return part;
}

/// Stands for the id of a service's first container while the text is written.
std::string mark_of(const std::string& service) {
  return sha256_hex("the container of " + service);
}

using Marks = std::map<std::string, std::string>;  ///< mark to service

/// "service:db" becomes "container:<id>", and "db:ro" or "container:name:ro" the id or the name
/// alone, as in Compose's label (its `--hash` leaves them). False where there is nothing of that
/// kind.
bool name_containers(Node& part, Marks& marks) {
  constexpr std::array<std::string_view, 3> kNamespaces{"network_mode", "ipc", "pid"};
  constexpr std::string_view kService = "service:", kContainer = "container:";
  const auto mark = [&marks](const std::string& service) {
    return marks.emplace(mark_of(service), service).first->first;
  };
  bool found = false;
  for (const std::string_view key : kNamespaces) {
    Node* const value = part.find(key);
    if (value == nullptr || !value->text.starts_with(kService)) continue;
    value->text = std::string(kContainer) + mark(value->text.substr(kService.size()));
    found = true;
  }
  Node* const from = part.find("volumes_from");
  if (from == nullptr) return found;
  for (Node& item : from->items) {
    const bool container = item.text.starts_with(kContainer);
    const std::string name = container ? item.text.substr(kContainer.size()) : item.text;
    const std::string bare = name.substr(0, name.find(':'));
    item.text = container ? bare : mark(bare);
  }
  return true;
}

std::vector<model::HashedPiece> split_at(std::string_view text, const Marks& marks) {
  std::vector<model::HashedPiece> pieces;
  while (true) {
    std::size_t next = std::string_view::npos;
    const Marks::value_type* found = nullptr;
    for (const auto& mark : marks) {
      const std::size_t at = text.find(mark.first);
      if (at >= next) continue;
      next = at;
      found = &mark;
    }
    pieces.push_back({std::string(text.substr(0, next)), found == nullptr ? "" : found->second});
    if (found == nullptr) return pieces;
    text.remove_prefix(next + found->first.size());
  }
}

std::vector<model::HashedPiece> pieces_of(Node part) {
  Marks marks;
  if (!name_containers(part, marks)) return {};
  return split_at(write_json(part, JsonLayout::kCompact), marks);
}

SourceSpan place_of(const Entry& entry) {
  return entry.value.span.known() ? entry.value.span : entry.key_span;
}

/// An item such as "--requirepass": the secret is the next one.
bool announces_secret(const Node& value) {
  return std::any_of(value.items.begin(), value.items.end(),
                     [](const Node& item) { return item.is_string() && looks_secret(item.text); });
}

/// What may stand in a label and on a screen; nothing where the name or the text hints at a secret.
std::optional<std::string> shown_text(std::string_view name, const Node& value,
                                      const std::string& json) {
  if (value.is_null()) return {};
  const bool bare = value.is_string() && !value.text.empty() && json == '"' + value.text + '"';
  const std::string& text = bare ? value.text : json;
  if (text.size() > kShortText || looks_secret(name) || announces_secret(value)) return {};
  if (mask_secrets(text) != text) return {};
  return text;
}

/// A mapping's members count as fields of their own ("environment.LEVEL").
void hash_fields(const Node& part, const std::string& project_id, model::Service& result) {
  const auto add = [&](const std::string& key, const Entry& entry) {
    const std::string value = write_json(entry.value, JsonLayout::kCompact);
    result.field_hashes[key] =
        sha256_hex(project_id + "\n" + key + "\n" + value).substr(0, kShortHash);
    if (auto text = shown_text(entry.key, entry.value, value)) result.field_texts[key] = *text;
    result.field_spans[key] = place_of(entry);
  };
  for (const Entry& entry : part.entries) {
    if (entry.value.is_null()) continue;
    if (!entry.value.is_mapping()) add(entry.key, entry);
    for (const Entry& member : entry.value.entries) add(entry.key + "." + member.key, member);
  }
}

}  // namespace

void hash_service(const Node& service, const std::string& project_id, model::Service& result) {
  const Node part = hashed_part(service);
  result.config_hash = sha256_hex(write_json(part, JsonLayout::kCompact));
  result.hashed_pieces = pieces_of(part);
  hash_fields(part, project_id, result);
}

}  // namespace devstack::load
