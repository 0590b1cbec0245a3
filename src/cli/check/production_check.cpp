#include "cli/check/production_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "cli/project/environment_place.hpp"
#include "devstack/base/masking.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::array<std::string_view, 3> kRehearsals{"demo", "test", "minimal"};
constexpr std::size_t kMaxServices = 4;

CheckResult failed(std::string name, std::string text, std::string fix = {}) {
  CheckResult result;
  result.name = std::move(name);
  result.outcome = CheckOutcome::kFail;
  result.text = std::move(text);
  result.fix = std::move(fix);
  return result;
}

/// The findings of one kind, or that there are none.
void add_kind(std::vector<CheckResult>& results, std::vector<CheckResult> findings,
              const std::string& kind, const std::string& when_none) {
  if (findings.empty()) findings.push_back(passed(kind, when_none));
  for (auto& finding : findings) results.push_back(std::move(finding));
}

std::vector<CheckResult> pretended(const ProductionFacts& facts) {
  std::vector<CheckResult> findings;
  for (const auto& [service, how] : facts.pretended) {
    findings.push_back(failed("real servers", fmt::format("{} is {}", service, how)));
  }
  return findings;
}

std::string some_of(std::vector<std::string> names) {
  const std::size_t all = names.size();
  if (all <= kMaxServices) return join(names, ", ");
  names.resize(kMaxServices);
  return fmt::format("{} and {} more", join(names, ", "), all - kMaxServices);
}

std::vector<CheckResult> passwords(const load::Loaded& loaded, const ProductionFacts& facts) {
  std::vector<CheckResult> findings;
  for (const auto& weak : weak_secrets(loaded, facts.example)) {
    auto finding =
        failed("own passwords",
               fmt::format("{} of {} {}", weak.variable, some_of(weak.services), weak.why),
               "set a value of your own in .env");
    finding.where = weak.where.to_string();
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<CheckResult> hardware(const model::Stack& stack, const ProductionFacts& facts) {
  std::vector<CheckResult> findings;
  for (const auto& [service, need] : facts.unmet_needs) {
    auto finding =
        failed("hardware", fmt::format("{} does not run as its process: {}", service, need));
    const auto found = stack.services.find(service);
    if (found != stack.services.end() && found->second.extension.process) {
      finding.where = found->second.extension.process->span.to_string();
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<CheckResult> rehearsals(const model::Stack& stack) {
  std::vector<CheckResult> findings;
  for (const auto& profile : stack.profiles) {
    const bool is_one = std::any_of(kRehearsals.begin(), kRehearsals.end(), [&](const auto& word) {
      return profile == word || profile.starts_with(std::string(word) + "-") ||
             profile.ends_with("-" + std::string(word));
    });
    if (is_one) findings.push_back(failed("profile", "the profile is " + profile));
  }
  return findings;
}

}  // namespace

std::vector<WeakSecret> weak_secrets(const load::Loaded& loaded,
                                     const std::vector<EnvLine>& example) {
  std::set<std::string> shipped;
  for (const auto& line : example) {
    if (looks_secret(line.name) && !line.value.empty()) shipped.insert(line.value);
  }
  std::map<std::pair<std::string, std::string>, WeakSecret> found;  // by variable and reason
  for (const auto& [name, service] : loaded.stack.services) {
    for (const auto& [variable, value] : service.environment) {
      if (!value || value->empty() || !looks_secret(variable)) continue;
      const std::string why = shipped.contains(*value) ? "is the one of .env.example"
                              : is_placeholder(*value) ? "is one that everybody knows"
                                                       : "";
      if (why.empty()) continue;
      auto& weak = found[{variable, why}];
      if (weak.services.empty()) weak.where = environment_place(loaded, name, variable);
      weak.variable = variable;
      weak.why = why;
      weak.services.push_back(name);
    }
  }
  std::vector<WeakSecret> secrets;
  for (auto& [key, weak] : found) secrets.push_back(std::move(weak));
  return secrets;
}

std::vector<CheckResult> check_production(const load::Loaded& loaded,
                                          const ProductionFacts& facts) {
  std::vector<CheckResult> results;
  add_kind(results, pretended(facts), "real servers", "no mock and no stand-in");
  add_kind(results, passwords(loaded, facts), "own passwords", "none that ships or is well known");
  add_kind(results, hardware(loaded.stack, facts), "hardware", "no process lacks what it needs");
  add_kind(results, rehearsals(loaded.stack), "profile",
           loaded.stack.profiles.empty() ? "none" : join(loaded.stack.profiles, "+"));
  return results;
}

}  // namespace devstack::cli
