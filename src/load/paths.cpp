#include "load/paths.hpp"

#include <array>
#include <cctype>
#include <vector>

#include "devstack/base/text.hpp"

namespace devstack::load {
namespace {

bool is_windows_absolute(std::string_view path) {
  if (path.starts_with("\\\\")) return true;
  return path.size() > 2 && std::isalpha(static_cast<unsigned char>(path[0])) != 0 &&
         path[1] == ':' && (path[2] == '/' || path[2] == '\\');
}

}  // namespace

std::string clean_path(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> kept;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      kept.push_back(part);
    } else if (!kept.empty() && kept.back() != "..") {
      kept.pop_back();
    } else if (!rooted) {
      kept.push_back(part);
    }
  }
  std::string result = rooted ? "/" : "";
  for (const std::string_view part : kept) {
    if (!result.empty() && result.back() != '/') result += '/';
    result += part;
  }
  return result.empty() ? "." : result;
}

std::string absolute_path(std::string_view path, std::string_view directory,
                          std::string_view home) {
  // Compose does so for "~other", too.
  if (path.starts_with('~')) {
    return clean_path(std::string(home) + "/" + std::string(path.substr(1)));
  }
  if (path.starts_with('/') || is_windows_absolute(path)) return std::string(path);
  return clean_path(std::string(directory) + "/" + std::string(path));
}

bool is_remote_context(std::string_view text) {
  constexpr std::array<std::string_view, 3> kPrefixes{"github.com/", "git@", "service:"};
  for (const std::string_view prefix : kPrefixes) {
    if (text.starts_with(prefix)) return true;
  }
  return text.find("://") != std::string_view::npos;
}

}  // namespace devstack::load
