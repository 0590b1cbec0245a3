#include "load/profile_chain.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/check_shape.hpp"
#include "load/shape_profile.hpp"

namespace devstack::load {
namespace {

constexpr CheckCodes kCodes{"DS1402", "DS1404"};

}  // namespace

std::vector<Located<std::string>> names_of(const Node& node) {
  std::vector<Located<std::string>> names;
  if (node.is_string()) names.push_back({node.text, node.span});
  for (const Node& item : node.items) names.push_back({item.text, item.span});
  return names;
}

std::optional<std::string> ProfileChain::find_file(const std::string& name) const {
  if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.') || name == "*") {
    return std::nullopt;
  }
  for (const std::string& folder : folders_) {
    for (const char* extension : {".yaml", ".yml"}) {
      std::string path = fmt::format("{}/{}{}", folder, name, extension);
      if (files_.exists(path)) return path;
    }
  }
  return std::nullopt;
}

void ProfileChain::add(const std::string& name, const std::string& path) {
  const auto present = std::find_if(documents_.begin(), documents_.end(),
                                    [&](const auto& known) { return known.path == path; });
  if (present == documents_.end()) {
    collect({name, path, {}});
  } else {
    // Its place is where it was asked for: the later wins.
    std::rotate(present, present + 1, documents_.end());
  }
}

void ProfileChain::collect(Link link) {
  if (closes_circle(link)) return;
  const bool present = std::any_of(documents_.begin(), documents_.end(),
                                   [&](const auto& known) { return known.path == link.path; });
  if (present) return;
  ProfileDocument profile{link.name, link.path, {}};
  const std::optional<std::vector<Node>> documents = files_.documents(link.path);
  if (documents && !documents->empty()) profile.node = documents->front();
  if (!profile.node.is_null() && !profile.node.is_mapping()) {
    diagnostics_.error(
        "DS1404", profile.node.span,
        fmt::format("a profile must be a mapping, not a {}", kind_name(profile.node.kind)),
        "begin with `description:` or `services:`");
    profile.node = Node{};
  }
  if (profile.node.is_mapping()) {
    check_shape(profile.node, kProfileShape, {}, kCodes, diagnostics_);
    reading_.push_back(std::move(link));
    extend(profile.node);
    reading_.pop_back();
  }
  documents_.push_back(std::move(profile));
}

void ProfileChain::extend(const Node& document) {
  const Node* const extends = document.find("extends");
  if (extends == nullptr) return;
  for (const Located<std::string>& base : names_of(*extends)) {
    if (std::optional<std::string> path = find_file(base.value)) {
      collect({base.value, *std::move(path), base.span});
      continue;
    }
    std::vector<std::string> shown;
    for (const std::string& folder : folders_) shown.push_back(files_.display(folder));
    diagnostics_.error("DS1403", base.span,
                       fmt::format("there is no profile file \"{}\"", base.value),
                       fmt::format("looked in {}", join(shown, ", ")));
  }
}

bool ProfileChain::closes_circle(const Link& link) {
  const auto first = std::find_if(reading_.begin(), reading_.end(),
                                  [&](const Link& open) { return open.path == link.path; });
  if (first == reading_.end()) return false;
  std::string path = first->name;
  std::vector<std::string> places;
  for (auto from = first; from != reading_.end(); ++from) {
    const Link& to = from + 1 == reading_.end() ? link : *(from + 1);
    path += " > " + to.name;
    places.push_back(
        fmt::format("{} extends {} at {}", from->name, to.name, to.asked_at.file_and_line()));
  }
  const std::string what = places.size() == 1
                               ? fmt::format("the profile \"{}\" extends itself", link.name)
                               : fmt::format("profiles extend each other in a circle: {}", path);
  diagnostics_.error("DS1401", link.asked_at, what,
                     fmt::format("take one of these away: {}", join(places, "; ")));
  return true;
}

}  // namespace devstack::load
