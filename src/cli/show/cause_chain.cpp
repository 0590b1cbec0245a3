// Edges are those of depends_on, and the servers that a mock needs: it is ready only when these
// answer.
#include "cli/show/cause_chain.hpp"

#include <algorithm>
#include <set>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

struct Need {
  std::string service, condition;
  SourceSpan where;
};

/// "cache=redis:6379" to "redis".
std::string host_of_need(std::string_view text) {
  text = trim(text);
  text = text.substr(text.find('=') == std::string_view::npos ? 0 : text.find('=') + 1);
  return std::string(text.substr(0, text.find(':')));
}

void add_mock_needs(std::vector<Need>& needs, const model::Service& service) {
  const auto variable = service.environment.find("DEVSTACK_MOCK_NEEDS");
  if (variable == service.environment.end() || !variable->second) return;
  for (const auto part : split(*variable->second, ',')) {
    needs.push_back({host_of_need(part), "needs", service.span});
  }
}

class Causes {
 public:
  Causes(const model::Stack& stack, const HealthReport& report) : stack_(stack), report_(report) {}

  [[nodiscard]] bool is_ready(const std::string& service) const {
    const auto* row = worst_row(report_, service);
    return row == nullptr || row->passed;
  }

  /// What the service needs that is not ready, each once.
  [[nodiscard]] std::vector<Need> unmet(const std::string& name) const {
    const auto found = stack_.services.find(name);
    if (found == stack_.services.end()) return {};
    std::vector<Need> needs;
    for (const auto& edge : found->second.depends_on) {
      needs.push_back({edge.service, std::string(model::to_string(edge.condition)), edge.span});
    }
    add_mock_needs(needs, found->second);
    std::set<std::string> seen;
    std::erase_if(needs, [this, &seen, &name](const Need& need) {
      return need.service == name || is_ready(need.service) || !seen.insert(need.service).second;
    });
    return needs;
  }

  void follow(const std::string& service, std::vector<CauseLink>& links) {
    if (!visited_.insert(service).second) return;
    const auto needs = unmet(service);
    const auto found = stack_.services.find(service);
    const SourceSpan place = found == stack_.services.end() ? SourceSpan{} : found->second.span;
    if (needs.empty()) links.push_back({service, "", "", place});
    for (const auto& need : needs) {
      links.push_back({service, need.service, need.condition, need.where});
    }
    for (const auto& need : needs) follow(need.service, links);
  }

 private:
  const model::Stack& stack_;
  const HealthReport& report_;
  std::set<std::string> visited_;
};

}  // namespace

std::vector<CauseLink> cause_chain(const model::Stack& stack, const HealthReport& report,
                                   const std::string& service) {
  std::vector<CauseLink> links;
  Causes causes(stack, report);
  if (!causes.is_ready(service)) causes.follow(service, links);
  return links;
}

std::vector<std::string> first_failures(const model::Stack& stack, const HealthReport& report) {
  std::set<std::string> found;
  Causes causes(stack, report);
  std::vector<CauseLink> links;
  for (const auto& row : report.rows) {
    if (!row.passed && !row.optional) causes.follow(row.service, links);
  }
  for (const auto& link : links) {
    if (link.waits_for.empty()) found.insert(link.service);
  }
  return {found.begin(), found.end()};
}

const HealthRow* worst_row(const HealthReport& report, const std::string& service) {
  const HealthRow* found = nullptr;
  for (const auto& row : report.rows) {
    if (row.service != service) continue;
    if (found == nullptr || (found->passed && !row.passed)) found = &row;
  }
  return found;
}

}  // namespace devstack::cli
