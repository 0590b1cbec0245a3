#include "load/references.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/model/switched_off.hpp"
#include "load/already_refused.hpp"
#include "load/cast.hpp"
#include "load/typo_hint.hpp"

namespace devstack::load {
namespace {

std::vector<std::string> keys_of(const Node* mapping) {
  std::vector<std::string> keys;
  if (mapping == nullptr) return keys;
  for (const Entry& entry : mapping->entries) keys.push_back(entry.key);
  return keys;
}

std::string text_of(const Node& node, std::string_view key) {
  const Node* const value = node.find(key);
  return value == nullptr ? std::string() : scalar_text(*value);
}

const Node* find_path(const Node& node, std::initializer_list<std::string_view> path) {
  const Node* current = &node;
  for (const std::string_view key : path) {
    if (current == nullptr) return nullptr;
    current = current->find(key);
  }
  return current;
}

/// Checks of one service against the sections of the document.
class ServiceCheck {
 public:
  ServiceCheck(const Entry& entry, const Node& document, Diagnostics& diagnostics)
      : name_(entry.key),
        key_span_(entry.key_span),
        service_(entry.value),
        document_(document),
        diagnostics_(diagnostics) {}

  void run() {
    check_source();
    check_networks();
    check_mounts();
    check_targets();
    check_file_references("configs", "config", service_.find("configs"));
    check_file_references("secrets", "secret", service_.find("secrets"));
    check_file_references("secrets", "build secret", find_path(service_, {"build", "secrets"}));
    check_models();
    check_limits();
    check_scale();
    check_platform();
  }

 private:
  void undefined(const SourceSpan& where, std::string_view kind, const std::string& name,
                 std::string_view section) {
    std::string hint =
        typo_hint(diagnostics_, name, [&] { return keys_of(document_.find(section)); });
    if (hint.empty()) hint = fmt::format("declare it under \"{}:\" at the top", section);
    diagnostics_.error("DS1203", where,
                       fmt::format("service \"{}\" refers to the {} \"{}\", which is not defined",
                                   name_, kind, name),
                       hint);
  }

  void check_source() {
    if (!text_of(service_, "image").empty() || service_.find("build") != nullptr ||
        service_.find("provider") != nullptr) {
      return;
    }
    const std::string path = fmt::format("services.{}", name_);
    if (already_refused(diagnostics_, path, {"image", "build", "provider"})) return;
    diagnostics_.error("DS1205", key_span_,
                       fmt::format("service \"{}\" has neither \"image\" nor \"build\"", name_),
                       "say what it runs");
  }

  void check_networks() {
    const Node* const networks = service_.find("networks");
    if (networks == nullptr) return;
    const std::string mode = text_of(service_, "network_mode");
    if (!mode.empty() && !networks->entries.empty()) {
      keep_one("network_mode", *networks,
               fmt::format("service \"{}\" has both \"network_mode\" and \"networks\"", name_));
    }
    const Node* const known = document_.find("networks");
    for (const Entry& entry : networks->entries) {
      if (known == nullptr || known->find(entry.key) == nullptr) {
        undefined(entry.key_span, "network", entry.key, "networks");
      }
    }
  }

  void check_mounts() {
    const Node* const mounts = service_.find("volumes");
    if (mounts == nullptr) return;
    const Node* const known = document_.find("volumes");
    for (const Node& mount : mounts->items) {
      const std::string source = text_of(mount, "source");
      if (text_of(mount, "type") != "volume" || source.empty()) continue;
      if (known == nullptr || known->find(source) == nullptr) {
        undefined(mount.find("source")->span, "volume", source, "volumes");
      }
    }
  }

  /// What `tmpfs` and `volumes` mount; within `volumes` alone the last one has won already.
  void check_targets() {
    std::unordered_map<std::string, SourceSpan> taken;
    const auto add = [&](std::string target, const Node& mount) {
      if (target.empty()) return;
      const auto [first, is_new] = taken.try_emplace(std::move(target), mount.span);
      if (is_new) return;
      diagnostics_.add(
          {Severity::kError, "DS1204",
           fmt::format("service \"{}\" mounts two things at \"{}\"", name_, first->first),
           mount.span, "keep one of them", first->second, "the first is here"});
    };
    if (const Node* const list = service_.find("tmpfs")) {
      for (const Node& item : list->items) add(item.text.substr(0, item.text.find(':')), item);
    }
    if (const Node* const list = service_.find("volumes")) {
      for (const Node& item : list->items) add(text_of(item, "target"), item);
    }
  }

  void check_file_references(std::string_view section, std::string_view kind, const Node* uses) {
    if (uses == nullptr) return;
    const Node* const known = document_.find(section);
    for (const Node& use : uses->items) {
      const Node* const source = use.find("source");
      if (source == nullptr || source->text.empty()) {
        diagnostics_.error(
            "DS1203", use.span,
            fmt::format("service \"{}\" uses a {} without saying which", name_, kind),
            fmt::format("name one of \"{}\" with \"source\"", section));
      } else if (known == nullptr || known->find(source->text) == nullptr) {
        undefined(source->span, kind, source->text, section);
      }
    }
  }

  void check_models() {
    const Node* const models = service_.find("models");
    if (models == nullptr) return;
    const Node* const known = document_.find("models");
    for (const Entry& entry : models->entries) {
      if (known == nullptr || known->find(entry.key) == nullptr) {
        undefined(entry.key_span, "model", entry.key, "models");
      }
    }
  }

  /// The old key and its successor under `deploy` must agree.
  void check_limits() {
    struct Pair {
      std::string_view key, section, member;
    };
    constexpr std::array<Pair, 4> kPairs{{{"cpus", "limits", "cpus"},
                                          {"mem_limit", "limits", "memory"},
                                          {"pids_limit", "limits", "pids"},
                                          {"mem_reservation", "reservations", "memory"}}};
    for (const Pair& pair : kPairs) {
      const Node* const section = find_path(service_, {"deploy", "resources", pair.section});
      const std::string value = text_of(service_, pair.key);
      if (section == nullptr || value.empty() || value == text_of(*section, pair.member)) continue;
      conflict(pair.key, *section,
               fmt::format("deploy.resources.{}.{}", pair.section, pair.member));
    }
  }

  void conflict(std::string_view key, const Node& other, std::string_view other_path) {
    keep_one(key, other,
             fmt::format("service \"{}\" has different values for \"{}\" and \"{}\"", name_, key,
                         other_path));
  }

  /// The two may well stand in different files.
  void keep_one(std::string_view key, const Node& other, std::string message) {
    diagnostics_.add({Severity::kError, "DS1204", std::move(message), service_.find(key)->span,
                      "keep one of them", other.span, "the other is here"});
  }

  void check_scale() {
    const std::string scale = text_of(service_, "scale");
    const Node* const replicas = find_path(service_, {"deploy", "replicas"});
    if (!scale.empty() && replicas != nullptr && scalar_text(*replicas) != scale) {
      conflict("scale", *replicas, "deploy.replicas");
    }
    const std::string count = !scale.empty()        ? scale
                              : replicas == nullptr ? std::string("1")
                                                    : scalar_text(*replicas);
    const Node* const container = service_.find("container_name");
    if (container != nullptr && count != "1" && count != "0") {
      diagnostics_.error(
          "DS1206", container->span,
          fmt::format("service \"{}\" has a \"container_name\" and {} containers", name_, count),
          "remove \"container_name\": containers are then numbered");
    }
  }

  void check_platform() {
    const std::string platform = text_of(service_, "platform");
    const Node* const platforms = find_path(service_, {"build", "platforms"});
    if (platform.empty() || platforms == nullptr || platforms->items.empty()) return;
    for (const Node& item : platforms->items) {
      if (item.text == platform) return;
    }
    diagnostics_.error(
        "DS1204", service_.find("platform")->span,
        fmt::format("service \"{}\" runs on \"{}\", which \"build.platforms\" leaves out", name_,
                    platform),
        "add it there");
  }

  const std::string& name_;
  const SourceSpan& key_span_;
  const Node& service_;
  const Node& document_;
  Diagnostics& diagnostics_;
};

/// Names of containers and fixed host ports that two services want.
class UniqueNames {
 public:
  explicit UniqueNames(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const Entry& entry) {
    add_container(entry);
    const Node* const ports = entry.value.find("ports");
    if (ports == nullptr) return;
    for (const Node& port : ports->items) add_port(entry.key, port);
  }

 private:
  struct Holder {
    std::string service;
    SourceSpan span;
  };

  void add_container(const Entry& entry) {
    const Node* const name = entry.value.find("container_name");
    if (name == nullptr || name->text.empty()) return;
    const auto [holder, added] = containers_.try_emplace(name->text, Holder{entry.key, name->span});
    if (added) return;
    diagnostics_.add({Severity::kError, "DS1206",
                      fmt::format("services \"{}\" and \"{}\" have the same container name \"{}\"",
                                  holder->second.service, entry.key, name->text),
                      name->span, "give one of them another name", holder->second.span,
                      "the first is here"});
  }

  /// Only a warning: Compose accepts it, and one of the two may never be started.
  void add_port(const std::string& service, const Node& port) {
    const std::string published = text_of(port, "published");
    if (published.empty() || published.find('-') != std::string::npos) return;
    const std::string key = fmt::format("{}:{}/{}", text_of(port, "host_ip"), published,
                                        to_lower(text_of(port, "protocol")));
    const auto [holder, added] = ports_.try_emplace(key, Holder{service, port.span});
    if (added || holder->second.service == service) return;
    diagnostics_.add({Severity::kWarning, "DS1206",
                      fmt::format("services \"{}\" and \"{}\" both publish port {}",
                                  holder->second.service, service, published),
                      port.span, "give one of them another host port", holder->second.span,
                      "the first is here"});
  }

  Diagnostics& diagnostics_;
  std::map<std::string, Holder> containers_, ports_;
};

/// X of `network_mode: service:X`, unless it is a dependency and is looked at as one: it is not
/// when nothing was normalized.
std::string network_owner(const Node& service, const Node* depends) {
  constexpr std::string_view kService = "service:";
  const std::string mode = text_of(service, "network_mode");
  if (!mode.starts_with(kService)) return {};
  const std::string owner = mode.substr(kService.size());
  return depends != nullptr && depends->find(owner) != nullptr ? std::string() : owner;
}

/// Files with thousands of services are looked through more than once.
std::unordered_map<std::string_view, const Node*> index_of(const Node& mapping) {
  std::unordered_map<std::string_view, const Node*> index;
  for (const Entry& entry : mapping.entries) index.emplace(entry.key, &entry.value);
  return index;
}

}  // namespace

void check_services(const Node& active, const Node& document, Diagnostics& diagnostics) {
  for (const Entry& entry : active.entries) ServiceCheck(entry, document, diagnostics).run();
}

void check_unique_names(const Node& active, Diagnostics& diagnostics) {
  UniqueNames names(diagnostics);
  for (const Entry& entry : active.entries) names.add(entry);
}

namespace {

std::string inactive_hint(const std::string& switched_off,
                          const std::vector<std::string>& profiles) {
  if (!switched_off.empty()) {
    return switched_off + ": write `required: false`, so that the edge is there only with it";
  }
  if (profiles.empty()) return "add it to the profile's services";
  return fmt::format("--profile {} activates it", fmt::join(profiles, " or --profile "));
}

}  // namespace

void check_dependencies(const Node& active, const Node& disabled,
                        const std::vector<model::Substitution>& roles, Diagnostics& diagnostics) {
  const auto known = [&active, &disabled] {
    std::vector<std::string> names = keys_of(&active);
    for (const Entry& entry : disabled.entries) names.push_back(entry.key);
    return names;
  };
  const std::unordered_map<std::string_view, const Node*> on = index_of(active);
  const std::unordered_map<std::string_view, const Node*> off_services = index_of(disabled);
  for (const Entry& entry : active.entries) {
    const Node* const depends = entry.value.find("depends_on");
    const std::string owner = network_owner(entry.value, depends);
    if (!owner.empty() && !on.contains(owner) && !off_services.contains(owner)) {
      diagnostics.error(
          "DS1203", entry.value.find("network_mode")->span,
          fmt::format("service \"{}\" uses the network of \"{}\", which is not defined", entry.key,
                      owner),
          typo_hint(diagnostics, owner, known));
    }
    if (depends == nullptr) continue;
    for (const Entry& dependency : depends->entries) {
      if (on.contains(dependency.key)) continue;
      const auto disabled_one = off_services.find(dependency.key);
      const Node* const off = disabled_one == off_services.end() ? nullptr : disabled_one->second;
      if (off == nullptr) {
        diagnostics.error("DS1203", dependency.key_span,
                          fmt::format("service \"{}\" depends on \"{}\", which is not defined",
                                      entry.key, dependency.key),
                          typo_hint(diagnostics, dependency.key, known));
        continue;
      }
      const Node* const required = dependency.value.find("required");
      if (required != nullptr && !required->boolean) continue;
      std::vector<std::string> profiles;
      if (const Node* const list = off->find("profiles")) {
        for (const Node& item : list->items) profiles.push_back(item.text);
      }
      diagnostics.error("DS1211", dependency.key_span,
                        fmt::format("service \"{}\" requires \"{}\", which is not active",
                                    entry.key, dependency.key),
                        inactive_hint(model::why_switched_off(roles, dependency.key), profiles));
    }
  }
}

}  // namespace devstack::load
