// Source of what counts: docker/compose pkg/compose/watch.go (handleWatchBatch).
#include "devstack/watch/changes.hpp"

#include <algorithm>
#include <utility>

#include "devstack/base/text.hpp"

namespace devstack::watch {

bool copies_files(Action action) {
  switch (action) {
    case Action::kSync:
    case Action::kSyncRestart:
    case Action::kSyncExec:
      return true;
    case Action::kRebuild:
    case Action::kRestart:
      return false;
  }
  return false;
}

Matcher::Matcher(Rule rule, const Ignored& ignored)
    : rule_(std::move(rule)), included_(rule_.path, rule_.include) {
  ignored_.emplace_back("/", passing_files());
  ignored_.emplace_back(rule_.path, rule_.ignore);
  if (!ignored.folder.empty()) ignored_.emplace_back(ignored.folder, ignored.patterns);
}

bool Matcher::matches(const std::string& path) const {
  if (!lies_in(path, rule_.path)) return false;
  if (!rule_.include.empty() && !included_.matches(path)) return false;
  return std::none_of(ignored_.begin(), ignored_.end(),
                      [&path](const PathFilter& filter) { return filter.matches(path); });
}

bool Matcher::skips(const std::string& folder) const {
  if (lies_in(rule_.path, folder)) return false;  // it leads to what is watched
  if (!lies_in(folder, rule_.path)) return true;
  return std::any_of(ignored_.begin(), ignored_.end(), [&folder](const PathFilter& filter) {
    return filter.matches_all_below(folder);
  });
}

Copy Matcher::copy_of(const std::string& path) const {
  std::string target = rule_.target;
  while (target.size() > 1 && target.ends_with('/')) target.pop_back();
  const std::string below = path.substr(rule_.path.size());
  if (below.empty()) return {path, target};
  const bool slash = target.ends_with('/') && below.starts_with('/');
  return {path, target + (slash ? below.substr(1) : below)};
}

Work work_for(const std::vector<Matcher>& matchers, const std::set<std::string>& changed) {
  Work work;
  for (const Matcher& matcher : matchers) {
    const Rule& rule = matcher.rule();
    std::vector<Copy> copies;
    bool concerned = false;
    for (const std::string& path : changed) {
      if (!matcher.matches(path)) continue;
      concerned = true;
      if (!copies_files(rule.action)) break;
      copies.push_back(matcher.copy_of(path));
    }
    if (!concerned) continue;
    if (!copies.empty()) {
      auto& all = work.sync[rule.service];
      all.insert(all.end(), copies.begin(), copies.end());
    }
    if (rule.action == Action::kRebuild) work.rebuild.insert(rule.service);
    if (rule.action == Action::kRestart || rule.action == Action::kSyncRestart) {
      work.restart.insert(rule.service);
    }
    if (rule.action == Action::kSyncExec) work.execute[rule.service].push_back(&rule);
  }
  for (auto& [service, copies] : work.sync) {
    std::sort(copies.begin(), copies.end());
    copies.erase(std::unique(copies.begin(), copies.end()), copies.end());
  }
  for (const std::string& service : work.rebuild) work.restart.erase(service);
  return work;
}

bool all_skip(const std::vector<Matcher>& matchers, const std::string& folder) {
  return std::all_of(matchers.begin(), matchers.end(),
                     [&folder](const Matcher& matcher) { return matcher.skips(folder); });
}

}  // namespace devstack::watch
