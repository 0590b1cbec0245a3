// The steps on a position are a list with branches: a value that was overridden has its own. Here
// they become lines that can be read from top to bottom.
#include "devstack/load/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "devstack/base/source_step.hpp"
#include "load/cast.hpp"
#include "load/default_reason.hpp"
#include "load/override.hpp"

namespace devstack::load {

namespace {

using Role = ProvenanceLink::Role;

Role role_of(SourceStep::Kind kind) {
  switch (kind) {
    case SourceStep::Kind::kAlias:
      return Role::kAlias;
    case SourceStep::Kind::kMergeKey:
      return Role::kMergeKey;
    case SourceStep::Kind::kExtends:
      return Role::kExtends;
    case SourceStep::Kind::kInclude:
      return Role::kInclude;
    case SourceStep::Kind::kFile:
      return Role::kFile;
    case SourceStep::Kind::kOverrode:
      return Role::kOverrode;
    case SourceStep::Kind::kMerged:
      return Role::kMerged;
    case SourceStep::Kind::kRemoved:
      return Role::kRemoved;
    case SourceStep::Kind::kTemplate:
    case SourceStep::Kind::kVariable:
      return Role::kVariable;
  }
  return Role::kSet;
}

bool same_place(const SourceSpan& a, const SourceSpan& b) {
  return a.file == b.file && a.line == b.line && a.column == b.column;
}

const SourceStep* next(const SourceStep* step) { return step->earlier.get(); }

/// A value with the key it has; the key's place tells a written member from an implied one.
struct Member {
  const Node* node = nullptr;
  SourceSpan key_span;
};

bool has_step(const SourceSpan& span, SourceStep::Kind kind) {
  for (const SourceStep* step = span.steps.get(); step != nullptr; step = next(step)) {
    if (step->kind == kind) return true;
  }
  return false;
}

/// Members that a short form implies have the place of the short form for key and value. What an
/// env file or a variable gives need not stand there in the same words.
bool is_implied(const Member& member) {
  const Node& node = *member.node;
  if (!node.is_scalar() || !member.key_span.known() || !same_place(member.key_span, node.span)) {
    return false;
  }
  if (node.is_null() || has_step(node.span, SourceStep::Kind::kVariable) ||
      has_step(node.span, SourceStep::Kind::kFile)) {
    return false;
  }
  const std::string_view line = node.span.file->line(node.span.line);
  const std::size_t column = std::min<std::size_t>(node.span.column, line.size() + 1);
  return line.substr(column == 0 ? 0 : column - 1).find(scalar_text(node)) == std::string::npos;
}

class ChainWriter {
 public:
  explicit ChainWriter(std::vector<ProvenanceLink>& chain) : chain_(chain) {}

  /// The link itself with what led to it, then the values before.
  void write(ProvenanceLink link) {
    if (chain_.size() > kMaxLinks) return;
    const SourceSpan where = link.where;
    // A mapping keeps the place where it was first written: what was merged into it is newer.
    add_steps(where, [](Role role) { return role == Role::kMerged || role == Role::kRemoved; });
    chain_.push_back(std::move(link));
    add_steps(where, is_detail);
    for (const SourceStep* step = where.steps.get(); step != nullptr; step = next(step)) {
      if (step->kind == SourceStep::Kind::kOverrode) write(link_of(*step));
    }
  }

  /// What was taken out of `parent` under `key`.
  void write_removals(const Node& parent, std::string_view key) {
    for (const SourceStep* step = parent.span.steps.get(); step != nullptr; step = next(step)) {
      if (step->kind != SourceStep::Kind::kRemoved || step->text != key) continue;
      write({Role::kRemoved, step->where, {}, {}});
    }
  }

 private:
  static constexpr std::size_t kMaxLinks = 500;

  void add_steps(const SourceSpan& where, bool (*wanted)(Role)) {
    for (const SourceStep* step = where.steps.get(); step != nullptr; step = next(step)) {
      const bool has_link = step->kind != SourceStep::Kind::kTemplate;
      if (has_link && wanted(role_of(step->kind))) chain_.push_back(link_of(*step));
    }
  }

  static ProvenanceLink link_of(const SourceStep& step) {
    return {role_of(step.kind), step.where, step.text, step.detail};
  }

  std::vector<ProvenanceLink>& chain_;
};

ProvenanceLink origin_of(const Member& member, std::string_view path) {
  ProvenanceLink link;
  link.where = member.node->span;
  link.text = compact_text(*member.node);
  if (!link.where.known()) {
    link.role = Role::kDefault;
    link.detail = default_reason(path);
  } else if (is_implied(member)) {
    link.role = Role::kImplied;
  }
  return link;
}

std::string child_path(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

/// Everything below stands on one line, so one line of output says it all.
bool fits_one_line(const Node& node, const SourceSpan& where) {
  const auto fits = [&where](const Node& child) {
    return child.span.file == where.file && child.span.line == where.line &&
           child.span.steps == where.steps && fits_one_line(child, where);
  };
  return std::all_of(node.items.begin(), node.items.end(), fits) &&
         std::all_of(node.entries.begin(), node.entries.end(),
                     [&fits](const Entry& entry) { return fits(entry.value); });
}

void list_members(const Node& node, const std::string& path, std::vector<MemberOrigin>& members);

void add_member(const Member& member, std::string path, std::vector<MemberOrigin>& members) {
  const Node& node = *member.node;
  const bool empty = node.items.empty() && node.entries.empty();
  const bool in_a_file = node.span.known();
  if (!empty && !(in_a_file && fits_one_line(node, node.span))) {
    list_members(node, path, members);
    return;
  }
  ProvenanceLink origin = origin_of(member, path);
  members.push_back({std::move(path), compact_text(node), std::move(origin)});
}

void list_members(const Node& node, const std::string& path, std::vector<MemberOrigin>& members) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    add_member({&node.items[i], {}}, fmt::format("{}[{}]", path, i), members);
  }
  for (const Entry& entry : node.entries) {
    add_member({&entry.value, entry.key_span}, child_path(path, entry.key), members);
  }
}

/// Finds the way to a path, trying the longest key first where keys hold dots.
class PathFinder {
 public:
  /// Nodes on the way, the document first, each with the key that leads on from it.
  struct Stage {
    Member member;
    std::string key;
  };

  explicit PathFinder(const Node& document) { stages_.push_back({{&document, {}}, {}}); }

  [[nodiscard]] bool find(std::string_view rest) {
    if (rest.empty()) return true;
    if (stages_.size() > deepest_.size()) {
      deepest_ = stages_;
      missing_ = rest;
    }
    const Node& node = *stages_.back().member.node;
    return node.is_sequence() ? find_item(node, rest) : find_entry(node, rest);
  }

  [[nodiscard]] const std::vector<Stage>& stages() const { return stages_; }
  [[nodiscard]] const std::vector<Stage>& deepest() const { return deepest_; }
  [[nodiscard]] std::string_view missing() const { return missing_; }

 private:
  bool find_item(const Node& node, std::string_view rest) {
    if (!rest.starts_with('[')) return false;
    std::size_t index = 0;
    const char* const end = rest.data() + rest.size();
    const auto [stop, error] = std::from_chars(rest.data() + 1, end, index);
    if (error != std::errc() || stop == end || *stop != ']' || index >= node.items.size()) {
      return false;
    }
    const std::size_t taken = static_cast<std::size_t>(stop - rest.data()) + 1;
    return descend({&node.items[index], {}}, std::string(rest.substr(0, taken)),
                   rest.substr(taken));
  }

  bool find_entry(const Node& node, std::string_view rest) {
    std::vector<const Entry*> candidates;
    for (const Entry& entry : node.entries) {
      if (!rest.starts_with(entry.key)) continue;
      const std::string_view behind = rest.substr(entry.key.size());
      if (behind.empty() || behind[0] == '.' || behind[0] == '[') candidates.push_back(&entry);
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const Entry* a, const Entry* b) { return a->key.size() > b->key.size(); });
    return std::any_of(candidates.begin(), candidates.end(), [&](const Entry* entry) {
      return descend({&entry->value, entry->key_span}, entry->key, rest.substr(entry->key.size()));
    });
  }

  bool descend(Member member, std::string key, std::string_view rest) {
    if (rest.starts_with('.') && rest.size() > 1) rest.remove_prefix(1);
    stages_.back().key = std::move(key);
    stages_.push_back({std::move(member), {}});
    if (find(rest)) return true;
    stages_.pop_back();
    stages_.back().key.clear();
    return false;
  }

  std::vector<Stage> stages_;
  std::vector<Stage> deepest_;
  std::string_view missing_;
};

std::string path_to(const std::vector<PathFinder::Stage>& stages) {
  std::string path;
  for (const PathFinder::Stage& stage : stages) {
    if (&stage == &stages.back()) break;
    path = stage.key.starts_with('[') ? path + stage.key : child_path(path, stage.key);
  }
  return path;
}

/// What was taken out of `parent` and is all of `path` or its beginning.
std::string removed_part(const Node& parent, std::string_view path) {
  for (const SourceStep* step = parent.span.steps.get(); step != nullptr; step = next(step)) {
    if (step->kind != SourceStep::Kind::kRemoved || !path.starts_with(step->text)) continue;
    const std::string_view rest = path.substr(step->text.size());
    if (rest.empty() || rest.front() == '.' || rest.front() == '[') return step->text;
  }
  return {};
}

UnknownPath unknown(const PathFinder& finder) {
  UnknownPath result;
  result.reached = path_to(finder.deepest());
  result.missing = finder.missing();
  const Node& node = *finder.deepest().back().member.node;
  for (std::size_t i = 0; i < node.items.size(); ++i)
    result.known.push_back(fmt::format("[{}]", i));
  for (const Entry& entry : node.entries) result.known.push_back(entry.key);
  return result;
}

}  // namespace

std::string_view role_name(ProvenanceLink::Role role) {
  switch (role) {
    case Role::kSet:
      return "set";
    case Role::kImplied:
      return "implied";
    case Role::kDefault:
      return "default";
    case Role::kMerged:
      return "merged";
    case Role::kRemoved:
      return "removed";
    case Role::kOverrode:
      return "overrode";
    case Role::kAlias:
      return "alias";
    case Role::kMergeKey:
      return "<<";
    case Role::kExtends:
      return "extends";
    case Role::kInclude:
      return "include";
    case Role::kFile:
      return "file";
    case Role::kVariable:
      return "variable";
  }
  return "";
}

bool is_detail(ProvenanceLink::Role role) { return role >= Role::kAlias; }

std::variant<Provenance, UnknownPath> find_provenance(const Node& document, std::string_view path) {
  PathFinder finder(document);
  Provenance result;
  result.path = path;
  ChainWriter writer(result.chain);
  if (!finder.find(path)) {
    // It, or what it was a part of, may have been there until a `!reset`.
    const Node& parent = *finder.deepest().back().member.node;
    const std::string removed = removed_part(parent, finder.missing());
    if (removed.empty()) return unknown(finder);
    result.path = child_path(path_to(finder.deepest()), removed);
    writer.write_removals(parent, removed);
    return result;
  }
  const std::vector<PathFinder::Stage>& stages = finder.stages();
  const Member& found = stages.back().member;
  result.path = path_to(stages);
  result.value = found.node;
  result.text = compact_text(*found.node);
  writer.write(origin_of(found, result.path));
  for (auto stage = stages.rbegin() + 1; stage != stages.rend(); ++stage) {
    writer.write_removals(*stage->member.node, stage->key);
  }
  list_members(*found.node, result.path, result.members);
  return result;
}

}  // namespace devstack::load
