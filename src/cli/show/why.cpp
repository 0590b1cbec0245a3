// The chain reads from the value in force down to the oldest that it replaced.
#include "cli/show/why.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>
#include <vector>

#include "cli/show/place_text.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/masking.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

using Role = load::ProvenanceLink::Role;

constexpr std::size_t kMaxValue = 60;
constexpr std::size_t kMaxMemberValue = 40;
constexpr std::size_t kMaxNames = 20;

/// "DB_PASSWORD" of "services.db.environment.DB_PASSWORD".
std::string last_key(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto key = dot == std::string_view::npos ? path : path.substr(dot + 1);
  return std::string(key.substr(0, key.find('[')));
}

std::string join_path(const std::string& left, const std::string& right) {
  return left.empty() || right.starts_with('[') ? left + right : left + "." + right;
}

[[noreturn]] void refuse(const load::UnknownPath& unknown, const load::Loaded& loaded) {
  const std::string wanted = unknown.missing.substr(0, unknown.missing.find_first_of(".[", 1));
  const auto disabled = loaded.stack.disabled.find(wanted);
  // Any index is near to any other.
  std::string hint = wanted.starts_with('[') ? std::string() : did_you_mean(wanted, unknown.known);
  if (unknown.reached == "services" && disabled != loaded.stack.disabled.end()) {
    hint = fmt::format("the service is not active; --profile {} activates it",
                       join(disabled->second.profiles, " or --profile "));
  } else if (hint.empty() && !unknown.known.empty()) {
    auto names = unknown.known;
    const bool more = names.size() > kMaxNames;
    if (more) names.resize(kMaxNames);
    hint = fmt::format("there are: {}{}", join(names, ", "), more ? ", …" : "");
  }
  const std::string where =
      unknown.reached.empty() ? std::string("the document") : "\"" + unknown.reached + "\"";
  throw UsageError(fmt::format("\"{}\" has no value: {} has no \"{}\"",
                               join_path(unknown.reached, unknown.missing), where, wanted),
                   hint);
}

load::Provenance provenance_of(const load::Loaded& loaded, const std::string& path) {
  auto found = load::find_provenance(loaded.document, path);
  if (const auto* unknown = std::get_if<load::UnknownPath>(&found)) refuse(*unknown, loaded);
  return std::get<load::Provenance>(std::move(found));
}

/// First column: how the link acts, or which variable it is.
std::string label_of(const load::ProvenanceLink& link) {
  std::string label(load::role_name(link.role));
  if (link.role == Role::kVariable || link.role == Role::kFile) label = link.text;
  if (link.role == Role::kRemoved && !link.text.empty()) label += " " + link.text;
  return load::is_detail(link.role) ? "  " + label : label;
}

std::vector<std::string> row_of(const load::ProvenanceLink& link, const std::string& key) {
  const std::string& name = link.role == Role::kVariable ? link.text : key;
  if (!link.where.known()) return {label_of(link), "(" + link.detail + ")"};
  return {label_of(link), terminal_safe(link.where.to_string()), source_line(link.where, name)};
}

std::vector<std::string> member_row(const load::MemberOrigin& member, const std::string& base) {
  const std::string relative =
      member.path.substr(base.size() + (member.path.substr(base.size()).starts_with('.') ? 1 : 0));
  const std::string value = mask_value(last_key(member.path), member.text);
  const auto& where = member.origin.where;
  std::string place = where.known() ? terminal_safe(where.to_string()) : member.origin.detail;
  if (member.origin.role == Role::kImplied) place += " (implied)";
  return {relative, truncate_to_width(terminal_safe(value), kMaxMemberValue), place};
}

std::string heading(const load::Provenance& found) {
  if (found.value == nullptr) return found.path + ": taken out\n";
  const std::string text = mask_value(last_key(found.path), found.text);
  if (!found.value->is_scalar() && (text.size() > kMaxValue || found.members.size() > 1)) {
    return found.path + "\n";
  }
  return fmt::format("{} = {}\n", found.path, terminal_safe(text));
}

/// Scalars with their types; what is secret by its key masked.
Value to_value(const load::Node& node, std::string_view key) {
  using Kind = load::Node::Kind;
  switch (node.kind) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBool:
      return node.boolean;
    case Kind::kInt:
      return node.integer;
    case Kind::kFloat:
      return node.real;
    case Kind::kString:
      return mask_value(key, node.text);
    case Kind::kSequence: {
      Value list = Value::array();
      for (const auto& item : node.items) list.push_back(to_value(item, key));
      return list;
    }
    case Kind::kMapping: {
      Value object = Value::object();
      for (const auto& entry : node.entries)
        object.set(entry.key, to_value(entry.value, entry.key));
      return object;
    }
  }
  return nullptr;
}

Value to_value(const load::ProvenanceLink& link, const std::string& key) {
  Value object = Value::object();
  object.set("role", load::role_name(link.role));
  const bool holds_value = link.role == Role::kSet || link.role == Role::kImplied ||
                           link.role == Role::kDefault || link.role == Role::kOverrode;
  if (holds_value) {
    object.set("value", mask_value(key, link.text));
  } else if (!link.text.empty()) {
    object.set("name", link.text);
  }
  if (!link.detail.empty()) object.set("by", link.detail);
  set_place(object, link.where, link.role == Role::kVariable ? link.text : key);
  return object;
}

}  // namespace

std::string why_text(const load::Loaded& loaded, const std::string& path) {
  const auto found = provenance_of(loaded, path);
  const std::string key = last_key(found.path);
  std::vector<std::vector<std::string>> rows;
  for (const auto& link : found.chain) rows.push_back(row_of(link, key));
  std::string out = heading(found) + "\n" + aligned(rows, "  ");
  if (found.members.empty()) return out;
  rows.clear();
  for (const auto& member : found.members) rows.push_back(member_row(member, found.path));
  return out + "\nmembers\n" + aligned(rows, "  ");
}

std::string why_json(const load::Loaded& loaded, const std::string& path) {
  const auto found = provenance_of(loaded, path);
  const std::string key = last_key(found.path);
  Value document = Value::object();
  document.set("schema", "devstack.why/1");
  document.set("path", found.path);
  document.set("present", found.value != nullptr);
  document.set("value", found.value == nullptr ? Value() : to_value(*found.value, key));
  Value chain = Value::array();
  for (const auto& link : found.chain) chain.push_back(to_value(link, key));
  document.set("chain", std::move(chain));
  Value members = Value::array();
  for (const auto& member : found.members) {
    Value object = to_value(member.origin, last_key(member.path));
    object.set("path", member.path);
    members.push_back(std::move(object));
  }
  document.set("members", std::move(members));
  return to_json(document, 2) + "\n";
}

}  // namespace devstack::cli
