// The table of lists with unique items, and how each tells its items apart.
#include "load/unique_items.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "load/cast.hpp"
#include "load/paths.hpp"
#include "load/tree_path.hpp"
#include "load/volume_parts.hpp"

namespace devstack::load {

namespace {

using KeyFunction = std::string (*)(const Node&);

std::string member_text(const Node& mapping, std::string_view key, std::string_view otherwise) {
  const Node* value = mapping.find(key);
  return value == nullptr || value->is_null() ? std::string(otherwise) : scalar_text(*value);
}

std::string key_value_key(const Node& item) {
  const std::string text = scalar_text(item);
  return text.substr(0, text.find('='));
}

std::string whole_key(const Node& item) { return scalar_text(item); }

std::string path_key(const Node& item) {
  return item.is_mapping() ? member_text(item, "path", "") : scalar_text(item);
}

/// "source:target:mode", or only a target.
std::string volume_key(const Node& item) {
  if (item.is_mapping()) return clean_path(member_text(item, "target", ""));
  const auto parts = split_volume(scalar_text(item));
  return clean_path(parts.size() > 1 ? parts[1] : parts[0]);
}

std::string mounted_key(const Node& item, std::string_view folder) {
  if (!item.is_mapping()) return fmt::format("{}/{}", folder, scalar_text(item));
  const std::string target = member_text(item, "target", "");
  if (!target.empty()) return target;
  return fmt::format("{}/{}", folder, member_text(item, "source", ""));
}

std::string config_key(const Node& item) { return mounted_key(item, ""); }
std::string secret_key(const Node& item) { return mounted_key(item, "/run/secrets"); }

struct UniqueList {
  std::string_view pattern;
  KeyFunction key;
};

constexpr UniqueList kUniqueLists[] = {
    {"networks.*.labels", key_value_key},
    {"networks.*.ipam.options", key_value_key},
    {"services.*.annotations", key_value_key},
    {"services.*.build.args", key_value_key},
    {"services.*.build.additional_contexts", key_value_key},
    {"services.*.build.platform", key_value_key},
    {"services.*.build.tags", key_value_key},
    {"services.*.build.labels", key_value_key},
    {"services.*.cap_add", key_value_key},
    {"services.*.cap_drop", key_value_key},
    {"services.*.configs", config_key},
    {"services.*.deploy.labels", key_value_key},
    {"services.*.devices", volume_key},
    {"services.*.dns", key_value_key},
    {"services.*.dns_opt", key_value_key},
    {"services.*.dns_search", key_value_key},
    {"services.*.env_file", path_key},
    {"services.*.environment", key_value_key},
    {"services.*.expose", whole_key},
    {"services.*.labels", key_value_key},
    {"services.*.links", key_value_key},
    {"services.*.networks.*.aliases", key_value_key},
    {"services.*.networks.*.link_local_ips", key_value_key},
    {"services.*.ports", port_key},
    {"services.*.profiles", key_value_key},
    {"services.*.secrets", secret_key},
    {"services.*.sysctls", key_value_key},
    {"services.*.tmpfs", key_value_key},
    {"services.*.volumes", volume_key},
};

template <class Key>
void keep_last_of_each(Node& list, const Key& key_of, Record record) {
  if (!list.is_sequence() || list.items.size() < 2) return;
  std::unordered_map<std::string, std::size_t> index;
  std::vector<Node> kept;
  kept.reserve(list.items.size());
  for (Node& item : list.items) {
    const std::string key = key_of(item);
    // An item without a key is wrong; the schema will say so.
    if (key.empty()) {
      kept.push_back(std::move(item));
      continue;
    }
    const auto [known, is_new] = index.try_emplace(key, kept.size());
    if (is_new) {
      kept.push_back(std::move(item));
    } else {
      override_value(kept[known->second], std::move(item), record);
    }
  }
  list.items = std::move(kept);
}

}  // namespace

std::string port_key(const Node& port) {
  if (port.is_mapping()) {
    return fmt::format("{}:{}:{}/{}", member_text(port, "host_ip", "0.0.0.0"),
                       member_text(port, "published", ""), member_text(port, "target", ""),
                       member_text(port, "protocol", "tcp"));
  }
  const std::string text = scalar_text(port);
  std::string_view rest = text;
  std::string_view protocol = "tcp";
  if (const std::size_t slash = rest.rfind('/'); slash != std::string_view::npos) {
    protocol = rest.substr(slash + 1);
    rest = rest.substr(0, slash);
  }
  const auto take_last = [&rest]() {
    const std::size_t colon = rest.rfind(':');
    const std::string_view last = colon == std::string_view::npos ? rest : rest.substr(colon + 1);
    rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(0, colon);
    return last;
  };
  const std::string_view target = take_last();
  const std::string_view published = take_last();
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  return fmt::format("{}:{}:{}/{}", rest.empty() ? "0.0.0.0" : rest, published, target, protocol);
}

void enforce_unique_items(Node& document, Record record) {
  for (const UniqueList& list : kUniqueLists) {
    visit_pattern(document, list.pattern,
                  [&](Node& node) { keep_last_of_each(node, list.key, record); });
  }
}

void enforce_unique_env_files(Node& document, const std::string& directory, Record record) {
  const std::string below = directory + "/";
  const auto key = [&below](const Node& item) {
    std::string path = path_key(item);
    return path.starts_with(below) ? path.substr(below.size()) : path;
  };
  visit_pattern(document, "services.*.env_file",
                [&](Node& node) { keep_last_of_each(node, key, record); });
}

}  // namespace devstack::load
