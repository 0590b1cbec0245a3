// `include`: other projects whose services, networks, volumes, configs and secrets come along.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "devstack/base/text.hpp"
#include "load/assembler.hpp"
#include "load/included_values.hpp"
#include "load/passage.hpp"
#include "load/paths.hpp"
#include "load/relocate.hpp"

namespace devstack::load {

namespace {

/// Of a whole project. A file that is included twice counts twice, as it is read twice.
constexpr std::size_t kMaxInclusions = 1000;
constexpr char kTooLargeHint[] =
    "files that include one another again and again are how a few lines exhaust memory";

constexpr std::array<const char*, 5> kImported{"services", "volumes", "networks", "secrets",
                                               "configs"};

/// Equal in value; places and quoting do not count.
bool same_value(const Node& left, const Node& right) {
  if (left.kind != right.kind || left.items.size() != right.items.size() ||
      left.entries.size() != right.entries.size()) {
    return false;
  }
  if (left.is_scalar()) return left.text == right.text;
  for (std::size_t i = 0; i < left.items.size(); ++i) {
    if (!same_value(left.items[i], right.items[i])) return false;
  }
  return std::all_of(left.entries.begin(), left.entries.end(), [&](const Entry& entry) {
    const Node* other = right.find(entry.key);
    return other != nullptr && same_value(entry.value, *other);
  });
}

/// The strings of a string or a list of strings.
std::vector<const Node*> strings_of(const Node* node) {
  std::vector<const Node*> strings;
  if (node == nullptr) return strings;
  if (node->is_string()) strings.push_back(node);
  for (const Node& item : node->items) {
    if (item.is_string()) strings.push_back(&item);
  }
  return strings;
}

/// False, with an error, where a path is no text.
bool check_members(const Node& entry, Diagnostics& diagnostics) {
  bool good = true;
  for (const char* key : {"project_directory", "env_file"}) {
    const Node* const value = entry.find(key);
    const bool may_be_list = std::string_view(key) == "env_file";
    if (value == nullptr || value->is_null() || value->is_string()) continue;
    if (may_be_list && value->is_sequence()) continue;
    diagnostics.error(
        "DS1292", value->span,
        fmt::format("`{}` of an include must be a path, not a {}", key, kind_name(value->kind)),
        may_be_list ? "write a path, or a list of them" : "");
    good = false;
  }
  return good;
}

/// The folder itself; the one around it where there is no such folder, as in Compose.
std::string folder_at(const std::string& path, const Files& files) {
  std::string clean = clean_path(path);
  return files.is_directory(clean) ? clean : parent_directory(clean);
}

}  // namespace

void Assembler::apply_includes(Node& document, const std::string& path,
                               const std::string& directory, const Variables& variables) {
  const Node* present = document.find("include");
  if (present == nullptr) return;
  const Node include = *present;
  document.erase("include");
  if (!include.is_sequence() && !include.is_null()) {
    files_.diagnostics().error(
        "DS1292", include.span,
        fmt::format("`include` must be a list, not a {}", kind_name(include.kind)),
        "write `include: [other.yaml]`");
    return;
  }
  including_.push_back(files_.system().canonical(path));
  for (const Node& entry : include.items) {
    const std::optional<Inclusion> inclusion = read_inclusion(entry, directory);
    if (inclusion) include_one(document, *inclusion, directory, variables);
  }
  including_.pop_back();
}

std::optional<Assembler::Inclusion> Assembler::read_inclusion(const Node& entry,
                                                              const std::string& directory) const {
  Diagnostics& diagnostics = files_.diagnostics();
  static const std::vector<std::string> kKeys{"path", "project_directory", "env_file"};
  for (const Entry& member : entry.entries) {
    if (std::find(kKeys.begin(), kKeys.end(), member.key) != kKeys.end()) continue;
    // Compose says nothing of other keys, so there may be some; but one may be a misspelt `path`.
    Diagnostic found;
    found.severity = Severity::kWarning;
    found.code = "DS1292";
    found.message = fmt::format("`include` has no key \"{}\"", member.key);
    found.where = member.key_span;
    found.hint = did_you_mean(member.key, kKeys);
    const bool has_path = entry.find("path") != nullptr;
    if (!has_path) found.severity = Severity::kError;
    diagnostics.add(std::move(found));
    if (!has_path) return std::nullopt;
  }
  if (!check_members(entry, diagnostics)) return std::nullopt;
  Inclusion inclusion;
  inclusion.span = entry.span;
  for (const Node* path : strings_of(entry.is_mapping() ? entry.find("path") : &entry)) {
    if (is_remote_context(path->text)) {
      diagnostics.error("DS1292", path->span, "only local files can be included",
                        "fetch the file first, or keep a copy in the project");
      return std::nullopt;
    }
    inclusion.paths.push_back(clean_path(absolute_path(path->text, directory, {})));
    inclusion.path_spans.push_back(path->span);
  }
  if (inclusion.paths.empty()) {
    diagnostics.error("DS1292", entry.span, "`include` does not say which file",
                      "write a path, or a mapping with `path`");
    return std::nullopt;
  }
  const Node* project_directory = entry.find("project_directory");
  inclusion.directory =
      project_directory != nullptr && project_directory->is_string()
          ? folder_at(absolute_path(project_directory->text, directory, {}), files_.system())
          : parent_directory(inclusion.paths.front());
  for (const Node* file : strings_of(entry.find("env_file"))) {
    inclusion.env_files.push_back(clean_path(absolute_path(file->text, directory, {})));
  }
  if (entry.find("env_file") == nullptr) {
    const std::string own = inclusion.directory + "/.env";
    if (files_.exists(own)) inclusion.env_files.push_back(own);
  }
  return inclusion;
}

void Assembler::include_one(Node& document, const Inclusion& inclusion,
                            const std::string& directory, const Variables& variables) {
  Diagnostics& diagnostics = files_.diagnostics();
  if (budget_.exhausted() || inclusions_ > kMaxInclusions) return;
  if (++inclusions_ > kMaxInclusions) {
    diagnostics.error("DS1107", inclusion.span,
                      fmt::format("more than {} files are included", kMaxInclusions),
                      kTooLargeHint);
    return;
  }
  std::vector<ParsedFile> parsed;
  for (std::size_t i = 0; i < inclusion.paths.size(); ++i) {
    const std::string& path = inclusion.paths[i];
    // By its real name: a link to the folder above would otherwise lead ever deeper.
    const std::string real = files_.system().canonical(path);
    if (std::find(including_.begin(), including_.end(), real) != including_.end()) {
      diagnostics.error("DS1292", inclusion.path_spans[i],
                        fmt::format("\"{}\" includes itself", files_.display(path)),
                        "take one of the includes away");
      return;
    }
    std::optional<std::vector<Node>> documents = files_.documents(path);
    if (!documents) {
      diagnostics.error(
          "DS1292", inclusion.path_spans[i],
          fmt::format("the included file \"{}\" does not exist", files_.display(path)),
          "the path is relative to the project directory");
      return;
    }
    parsed.push_back({path, *std::move(documents)});
  }
  Variables own = variables;
  std::vector<std::string> missing;
  own.add_file_entries(files_.env_entries(inclusion.env_files, variables.lookup(), missing),
                       "include");
  for (const std::string& path : missing) {
    diagnostics.error(
        "DS1292", inclusion.span,
        fmt::format("the env file \"{}\" of this include does not exist", files_.display(path)));
  }
  Node imported = Node::mapping();
  assemble(imported, std::move(parsed), inclusion.directory, own);
  give_values_to_names(imported, own, uses_ == nullptr ? nullptr : &own);
  keep_values_of_sources(imported, own, included_values_);
  relocate(imported, inclusion.directory, directory);
  mark_passage(imported, {SourceStep::Kind::kInclude, inclusion.span, {}, {}});
  if (!budget_.take(imported)) {
    diagnostics.error(
        "DS1107", inclusion.span,
        fmt::format("the included files have more than {} values", SizeBudget::kMaxValues),
        kTooLargeHint);
    return;
  }
  import_resources(document, std::move(imported));
}

void Assembler::import_resources(Node& document, Node imported) const {
  for (const char* section : kImported) {
    Node* from = imported.find(section);
    if (from == nullptr || !from->is_mapping()) continue;
    Node* present = document.find(section);
    Node& to = present != nullptr ? *present : document.set(section, Node::mapping(from->span));
    if (to.is_null()) to.kind = Node::Kind::kMapping;
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < to.entries.size(); ++i) index.emplace(to.entries[i].key, i);
    for (Entry& entry : from->entries) {
      const auto known = index.find(entry.key);
      const Entry* conflict = known == index.end() ? nullptr : &to.entries[known->second];
      if (conflict == nullptr) {
        to.entries.push_back(std::move(entry));
      } else if (!same_value(conflict->value, entry.value)) {
        Diagnostic diagnostic;
        diagnostic.code = "DS1293";
        diagnostic.message = fmt::format("{}.{} is also defined, differently, by an included file",
                                         section, entry.key);
        diagnostic.where = conflict->key_span;
        diagnostic.also_where = entry.key_span;
        diagnostic.also_message = "the included one is here";
        diagnostic.hint =
            "rename one of them; to change an included service, use a second file with -f, or the "
            "list form `path: [included.yaml, changes.yaml]`";
        files_.diagnostics().add(std::move(diagnostic));
      }
    }
  }
}

}  // namespace devstack::load
