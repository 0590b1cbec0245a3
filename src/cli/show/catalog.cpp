// Looking into folders of stacks. Only the first lines are read, nothing is loaded: a
// broken file must not hide the others.
#include "cli/show/catalog.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/ui/glyphs.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kStackFiles{"stack.yaml", "compose.yaml", "compose.yml",
                                                      "docker-compose.yml", "docker-compose.yaml"};

/// The first comment line.
std::string first_comment(const std::string& text) {
  for (auto line : split(text, '\n')) {
    line = trim(line);
    if (line.starts_with('#')) return std::string(trim(line.substr(1)));
    if (!line.empty() && line != "---") break;
  }
  return {};
}

bool has(const std::vector<CatalogEntry>& entries, const std::string& name) {
  return std::any_of(entries.begin(), entries.end(),
                     [&name](const CatalogEntry& entry) { return entry.name == name; });
}

void add_stacks(std::vector<CatalogEntry>& entries, const std::string& folder,
                const load::Files& files) {
  for (const auto& name : files.list(folder)) {
    for (const auto file : kStackFiles) {
      const std::string path = (fs::path(folder) / name / file).string();
      const auto text = has(entries, name) ? std::nullopt : files.read(path);
      if (text) entries.push_back({name, first_comment(*text), path});
    }
  }
}

}  // namespace

std::vector<CatalogEntry> find_stacks(const load::LoadRequest& request, const load::Files& files) {
  std::vector<CatalogEntry> entries;
  for (fs::path folder = request.working_directory;; folder = folder.parent_path()) {
    add_stacks(entries, (folder / "stacks").string(), files);
    if (folder == folder.parent_path()) break;
  }
  for (const auto& folder : request.shipped_stacks) add_stacks(entries, folder, files);
  return entries;
}

std::string catalog_text(const CommandContext& context, const std::vector<CatalogEntry>& entries,
                         const std::string& heading) {
  const auto& terminal = context.console.output;
  ui::Table table({"  " + heading, "DESCRIPTION"});
  for (const auto& entry : entries) {
    table.add({"  " + entry.name, entry.description});
  }
  const std::size_t columns = context.console.output_is_terminal ? terminal.columns : 0;
  return ui::in_charset(table.to_string(columns), terminal.glyphs);
}

std::string catalog_json(const std::vector<CatalogEntry>& entries, const std::string& schema,
                         const std::string& member) {
  Value document = Value::object();
  document.set("schema", schema);
  Value list = Value::array();
  for (const auto& entry : entries) {
    Value item = Value::object();
    item.set("name", entry.name);
    item.set("description", entry.description);
    item.set("path", entry.path);
    list.push_back(std::move(item));
  }
  document.set(member, std::move(list));
  return to_json(document, 2) + "\n";
}

}  // namespace devstack::cli
