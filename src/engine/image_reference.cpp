// Grammar: distribution's reference syntax, [registry/]path[:tag][@digest].
#include "devstack/engine/image_reference.hpp"

#include <algorithm>
#include <cctype>

namespace devstack::engine {

namespace {

bool is_path_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_path(std::string_view path) {
  if (path.empty() || path.back() == '/') return false;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || !std::all_of(part.begin(), part.end(), is_path_character)) return false;
    if (std::isalnum(static_cast<unsigned char>(part.front())) == 0) return false;
    if (std::isalnum(static_cast<unsigned char>(part.back())) == 0) return false;
    path.remove_prefix(std::min(path.size(), part.size() + 1));
  }
  return true;
}

bool is_tag(std::string_view tag) {
  constexpr std::size_t kMaxTag = 128;
  return !tag.empty() && tag.size() <= kMaxTag && tag.front() != '.' && tag.front() != '-' &&
         std::all_of(tag.begin(), tag.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' ||
                  c == '-';
         });
}

bool is_digest(std::string_view digest) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view hex = digest.substr(colon + 1);
  return hex.size() >= 32 && std::all_of(hex.begin(), hex.end(), [](char c) {
           return std::isxdigit(static_cast<unsigned char>(c)) != 0;
         });
}

}  // namespace

std::optional<ImageReference> parse_image_reference(std::string_view text) {
  ImageReference reference;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    reference.digest = text.substr(at + 1);
    if (!is_digest(reference.digest)) return std::nullopt;
    text = text.substr(0, at);
  }
  const std::size_t last_slash = text.rfind('/');
  const std::size_t colon = text.find(':', last_slash == std::string_view::npos ? 0 : last_slash);
  if (colon != std::string_view::npos) {
    reference.tag = text.substr(colon + 1);
    if (!is_tag(reference.tag)) return std::nullopt;
    text = text.substr(0, colon);
  } else if (reference.digest.empty()) {
    reference.tag = "latest";
  }

  // The first part is a registry if it looks like a host, else the path starts there.
  const std::size_t slash = text.find('/');
  const std::string_view first = text.substr(0, slash);
  const bool is_host =
      slash != std::string_view::npos &&
      (first.find_first_of(".:") != std::string_view::npos || first == "localhost");
  reference.registry = is_host ? first : "docker.io";
  std::string_view path = is_host ? text.substr(slash + 1) : text;
  if (reference.registry == "index.docker.io") reference.registry = "docker.io";
  if (!is_path(path)) return std::nullopt;
  const bool official =
      reference.registry == "docker.io" && path.find('/') == std::string_view::npos;
  reference.repository = (official ? "library/" : "") + std::string(path);
  return reference;
}

std::string stand_in_name(const ImageReference& upstream) {
  std::string_view repository = upstream.repository;
  if (upstream.registry == "docker.io" && repository.starts_with("library/")) {
    repository.remove_prefix(std::string_view("library/").size());
  }
  const std::string tag = upstream.tag.empty() ? "latest" : upstream.tag;
  return "devstack/stand-in/" + std::string(repository) + ":" + tag;
}

}  // namespace devstack::engine
