// Every file of a project is read here, so that all messages name files in one way.
#include "load/project_files.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include "load/paths.hpp"
#include "load/source_text.hpp"
#include "load/text_link.hpp"
#include "load/yaml_reader.hpp"

namespace devstack::load {
namespace {

/// What the system calls it.
std::string system_path(const std::string& path) {
  return path == kStandardInput ? "/dev/stdin" : path;
}

}  // namespace

std::string parent_directory(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

std::string ProjectFiles::absolute(std::string_view path) const {
  return clean_path(absolute_path(path, working_directory_, {}));
}

std::string ProjectFiles::display(std::string_view absolute_path) const {
  std::string relative =
      std::filesystem::path(absolute_path).lexically_relative(working_directory_).string();
  const bool shorter = !relative.empty() && relative.size() < absolute_path.size();
  return shorter ? relative : std::string(absolute_path);
}

std::string ProjectFiles::stack_path(std::string_view name) const {
  return name == kStandardInput ? std::string(name) : absolute(name);
}

std::string ProjectFiles::folder_of(std::string_view stack_path) const {
  return stack_path == kStandardInput ? working_directory_ : parent_directory(stack_path);
}

bool ProjectFiles::exists(const std::string& path) const {
  return !files_.is_directory(path) && files_.read(system_path(path)).has_value();
}

SourceFilePtr ProjectFiles::source(const std::string& path) const {
  std::optional<std::string> text;
  if (!files_.is_directory(path)) text = files_.read(system_path(path));
  if (!text) return nullptr;
  if (path == kStandardInput) return make_source("<stdin>", *std::move(text));
  return follow_text_link(make_source(display(path), *std::move(text)), path, files_, diagnostics_);
}

std::optional<std::vector<Node>> ProjectFiles::documents(const std::string& path) const {
  const SourceFilePtr file = source(path);
  if (file == nullptr) return std::nullopt;
  return read_yaml(file, diagnostics_);
}

std::vector<DotenvEntry> ProjectFiles::env_entries(const std::vector<std::string>& paths,
                                                   const Lookup& lookup,
                                                   std::vector<std::string>& missing) const {
  std::vector<DotenvEntry> all;
  std::map<std::string, std::string, std::less<>> earlier;
  const Lookup earlier_files = [&](std::string_view name) -> std::optional<std::string> {
    const auto found = earlier.find(name);
    if (found == earlier.end()) return std::nullopt;
    return found->second;
  };
  for (const std::string& path : paths) {
    const SourceFilePtr file = source(path);
    if (file == nullptr) {
      missing.push_back(path);
      continue;
    }
    for (DotenvEntry& entry : parse_dotenv(file, lookup, diagnostics_, earlier_files)) {
      earlier.insert_or_assign(entry.name, entry.value);
      all.push_back(std::move(entry));
    }
  }
  return all;
}

}  // namespace devstack::load
