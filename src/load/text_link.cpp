#include "load/text_link.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "load/paths.hpp"
#include "load/project_files.hpp"
#include "load/source_text.hpp"

namespace devstack::load {
namespace {

/// Linux allows no longer path, and none of ours is nearly as long.
constexpr std::size_t kLongestPath = 1024;

/// One line without an end, as git writes it, that is neither YAML nor a variable.
bool may_be_link(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPath &&
         text.find_first_of("/.") != std::string_view::npos &&
         text.find_first_of(std::string_view("\n\r\t\0 :=#{}[]\"'$", 15)) == std::string_view::npos;
}

}  // namespace

SourceFilePtr follow_text_link(SourceFilePtr file, const std::string& path, const Files& files,
                               Diagnostics& diagnostics) {
  if (!may_be_link(file->text)) return file;
  const std::string target = clean_path(absolute_path(file->text, parent_directory(path), {}));
  if (target == path || files.is_directory(target)) return file;
  std::optional<std::string> text = files.read(target);
  if (!text) return file;
  diagnostics.warning("DS1214", span_at(file, 0, file->text.size()),
                      fmt::format("{} holds nothing but the path of another file, which is read "
                                  "instead: a symbolic link that became text",
                                  file->path),
                      fmt::format("make it a link again: ln -sf {} {}", file->text, file->path));
  std::string shown = file->text;
  if (!shown.starts_with('/')) shown = clean_path(parent_directory(file->path) + "/" + shown);
  return make_source(std::move(shown), *std::move(text));
}

}  // namespace devstack::load
