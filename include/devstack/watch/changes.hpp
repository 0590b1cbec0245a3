// From changed paths to what has to be done for which service. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "devstack/watch/path_filter.hpp"
#include "devstack/watch/rule.hpp"

namespace devstack::watch {

/// A path of this host and where it belongs in the container.
struct Copy {
  std::string host_path, container_path;
  friend auto operator<=>(const Copy&, const Copy&) = default;
};

class Matcher {
 public:
  Matcher(Rule rule, const Ignored& ignored);

  [[nodiscard]] const Rule& rule() const { return rule_; }
  /// The rule is about this path.
  [[nodiscard]] bool matches(const std::string& path) const;
  /// Nothing in the folder can concern the rule.
  [[nodiscard]] bool skips(const std::string& folder) const;
  [[nodiscard]] Copy copy_of(const std::string& path) const;

 private:
  Rule rule_;
  std::vector<PathFilter> ignored_;
  PathFilter included_;
};

/// What a batch of changes asks for.
struct Work {
  std::set<std::string> rebuild;                            ///< services
  std::map<std::string, std::vector<Copy>> sync;            ///< by service, sorted, each once
  std::set<std::string> restart;                            ///< not those of `rebuild`
  std::map<std::string, std::vector<const Rule*>> execute;  ///< by service, in the file's order

  [[nodiscard]] bool empty() const { return rebuild.empty() && sync.empty() && restart.empty(); }
};

/// The rules in `Work::execute` are those of `matchers`.
[[nodiscard]] Work work_for(const std::vector<Matcher>& matchers,
                            const std::set<std::string>& changed);

/// No rule is about anything in the folder: it need not be watched.
[[nodiscard]] bool all_skip(const std::vector<Matcher>& matchers, const std::string& folder);

}  // namespace devstack::watch
