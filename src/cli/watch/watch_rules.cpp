// Source: docker/compose pkg/compose/watch.go (getWatchRules, checkIfPathAlreadyBindMounted).
#include "cli/watch/watch_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

using load::Node;
using watch::Action;

std::string text_of(const Node& node, std::string_view key) {
  const Node* const value = node.find(key);
  return value == nullptr ? std::string() : value->text;
}

bool flag_of(const Node& node, std::string_view key) {
  const Node* const value = node.find(key);
  return value != nullptr && value->boolean;
}

std::vector<std::string> texts_of(const Node& node, std::string_view key) {
  std::vector<std::string> texts;
  const Node* const list = node.find(key);
  if (list == nullptr) return texts;
  if (list->is_scalar() && !list->is_null()) texts.push_back(list->text);
  for (const Node& item : list->items) texts.push_back(item.text);
  return texts;
}

Action action_of(const std::string& text) {
  if (text == "sync") return Action::kSync;
  if (text == "restart") return Action::kRestart;
  if (text == "sync+restart") return Action::kSyncRestart;
  return text == "sync+exec" ? Action::kSyncExec : Action::kRebuild;
}

model::Hook hook_of(const Node& rule) {
  model::Hook hook;
  const Node* const exec = rule.find("exec");
  if (exec == nullptr) return hook;
  hook.command = texts_of(*exec, "command");
  hook.user = text_of(*exec, "user");
  hook.working_dir = text_of(*exec, "working_dir");
  hook.privileged = flag_of(*exec, "privileged");
  if (const Node* const variables = exec->find("environment")) {
    for (const auto& [name, span, value] : variables->entries) {
      hook.environment.push_back(value.is_null() ? name : name + "=" + value.text);
    }
    for (const Node& item : variables->items) hook.environment.push_back(item.text);
  }
  return hook;
}

watch::Rule rule_of(const std::string& service, const Node& node) {
  watch::Rule rule;
  rule.service = service;
  rule.action = action_of(text_of(node, "action"));
  rule.path = text_of(node, "path");
  while (rule.path.size() > 1 && rule.path.ends_with('/')) rule.path.pop_back();
  rule.target = text_of(node, "target");
  if (!rule.target.empty() && !rule.target.starts_with('/')) rule.target.insert(0, "/");
  rule.include = texts_of(node, "include");
  rule.ignore = texts_of(node, "ignore");
  rule.initial_sync = flag_of(node, "initial_sync");
  rule.hook = hook_of(node);
  rule.span = node.span;
  return rule;
}

/// The bind mount that shows the path in the container as it is.
const model::Mount* mount_over(const model::Service& service, const std::string& path) {
  const auto covers = [&path](const model::Mount& mount) {
    return mount.type == model::MountType::kBind && lies_in(path, mount.source);
  };
  const auto mount = std::find_if(service.volumes.begin(), service.volumes.end(), covers);
  return mount == service.volumes.end() ? nullptr : &*mount;
}

void check(const watch::Rule& rule, const model::Service& service) {
  const std::string where = rule.span.file_and_line();
  if (rule.action == Action::kRebuild && !service.build) {
    throw UsageError("DS1017",
                     fmt::format("{} cannot be rebuilt when files change: it has no build: ({})",
                                 rule.service, where),
                     "say how its image is made (build: .), or choose the action sync or restart");
  }
  if (rule.action == Action::kSyncExec && rule.hook.command.empty()) {
    throw UsageError("DS1017",
                     fmt::format("sync+exec of {} has nothing to run ({})", rule.service, where),
                     "exec: {command: [...]}");
  }
}

}  // namespace

std::vector<watch::Rule> watch_rules(const load::Loaded& loaded,
                                     const std::vector<std::string>& services,
                                     std::vector<std::string>& notes) {
  std::vector<watch::Rule> rules;
  const Node* const all = loaded.document.find("services");
  for (const auto& [name, service] : loaded.stack.services) {
    if (!services.empty() && std::find(services.begin(), services.end(), name) == services.end()) {
      continue;
    }
    const Node* const node = all == nullptr ? nullptr : all->find(name);
    const Node* const develop = node == nullptr ? nullptr : node->find("develop");
    const Node* const entries = develop == nullptr ? nullptr : develop->find("watch");
    if (entries == nullptr) continue;
    for (const Node& entry : entries->items) {
      watch::Rule rule = rule_of(name, entry);
      check(rule, service);
      const bool shown = copies_files(rule.action) && mount_over(service, rule.path) != nullptr;
      if (shown) {
        notes.push_back(fmt::format("{} is mounted into {} and needs no copying ({})", rule.path,
                                    name, rule.span.file_and_line()));
      } else {
        rules.push_back(std::move(rule));
      }
    }
  }
  if (rules.empty()) {
    throw UsageError(
        "DS1017",
        fmt::format("there is nothing to watch: {} develop.watch",
                    services.empty() ? "no service has a" : join(services, ", ") + " has no"),
        "in a service: develop: {watch: [{path: ./src, action: sync, target: /app}]}");
  }
  return rules;
}

std::vector<watch::Matcher> watch_matchers(const std::vector<watch::Rule>& rules,
                                           const model::Stack& stack, const load::Files& files) {
  std::vector<watch::Matcher> matchers;
  for (const watch::Rule& rule : rules) {
    const auto& build = stack.services.find(rule.service)->second.build;
    watch::Ignored ignored;
    if (build && build->context.starts_with('/')) {
      ignored.folder = build->context;
      const std::string own = build->dockerfile.starts_with('/')
                                  ? build->dockerfile
                                  : build->context + "/" + build->dockerfile;
      auto text = files.read(own + ".dockerignore");
      if (!text) text = files.read(build->context + "/.dockerignore");
      const std::string lines = text.value_or("");
      for (const auto line : split(lines, '\n')) {
        if (!line.starts_with('#')) ignored.patterns.emplace_back(trim(line));
      }
    }
    matchers.emplace_back(rule, ignored);
  }
  return matchers;
}

}  // namespace devstack::cli
