// The pieces that all reports are made of.
#include "step_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "devstack/base/text.hpp"

namespace devstack::reconcile {
namespace {

/// Steps that wait for `step`, directly or not. `after` points backwards only: one pass is enough.
std::vector<bool> steps_after(const Plan& plan, StepId from) {
  std::vector<bool> hit(plan.steps.size(), false);
  hit[from] = true;
  for (StepId id = from + 1; id < plan.steps.size(); ++id) {
    const Step& step = plan.steps[id];
    const auto is_hit = [&](StepId before) { return hit[before]; };
    const bool by_gate = step.gate && std::ranges::any_of(plan.gates[*step.gate].steps, is_hit);
    hit[id] = by_gate || std::ranges::any_of(step.after, is_hit);
  }
  hit[from] = false;
  return hit;
}

std::string enumerate(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  if (names.size() == 1) return names[0];
  if (names.size() <= kShown) {
    const std::vector<std::string> first(names.begin(), names.end() - 1);
    return join(first, ", ") + " and " + names.back();
  }
  const std::vector<std::string> first(names.begin(), names.begin() + kShown - 1);
  return fmt::format("{} and {} more", join(first, ", "), names.size() - first.size());
}

struct Folded {
  std::string_view line;
  std::size_t times = 1;
};

std::vector<Folded> fold(std::string_view log) {
  std::vector<Folded> folded;
  for (const std::string_view raw : split(log, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty()) continue;
    if (!folded.empty() && folded.back().line == line) {
      ++folded.back().times;
    } else {
      folded.push_back(Folded{line});
    }
  }
  return folded;
}

}  // namespace

std::string consequence(const Plan& plan, const Step& step) {
  const Step* first = plan.steps.data();
  if (plan.steps.empty() || std::less<>{}(&step, first) ||
      !std::less<>{}(&step, first + plan.steps.size())) {
    return {};
  }
  const std::vector<bool> later = steps_after(plan, static_cast<StepId>(&step - first));
  const std::string own = service_of(step.action);
  std::set<std::string> services;
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const Action& action = plan.steps[id].action;
    const bool starts = std::holds_alternative<StartContainer>(action) ||
                        std::holds_alternative<StartProcess>(action);
    if (later[id] && starts && service_of(action) != own) services.insert(service_of(action));
  }
  if (services.empty()) return {};
  const std::vector<std::string> names(services.begin(), services.end());
  return fmt::format(", so {} {} not started", enumerate(names),
                     names.size() == 1 ? "was" : "were");
}

void add_log_lines(FailureReport& report, const std::string& service, std::string_view log,
                   std::size_t limit) {
  const std::vector<Folded> folded = fold(log);
  const std::size_t skipped = folded.size() > limit ? folded.size() - limit : 0;
  for (std::size_t i = skipped; i < folded.size(); ++i) {
    std::string text = fmt::format("{} │ {}", service, folded[i].line);
    if (folded[i].times > 1) text += fmt::format("  ({} times)", folded[i].times);
    report.lines.push_back({"log", std::move(text), {}});
  }
  if (log.find("exec format error") != std::string_view::npos) {
    report.lines.push_back(
        {"cause", "its program is for another kind of machine than the engine's", {}});
  }
}

StepFailed engine_refused(std::string code, std::string title, const std::string& words,
                          const SourceSpan& where) {
  StepFailed failed;
  failed.report.code = std::move(code);
  failed.report.title = std::move(title);
  failed.report.lines.push_back({"engine", words, where.file_and_line()});
  return failed;
}

std::vector<std::string> look_at(const std::string& service) {
  return {"devstack logs " + service, "devstack ps"};
}

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string ordinal(std::size_t number) {
  const std::size_t tens = number % 100;
  const char* suffix = "th";
  if (tens < 11 || tens > 13) {
    if (number % 10 == 1) suffix = "st";
    if (number % 10 == 2) suffix = "nd";
    if (number % 10 == 3) suffix = "rd";
  }
  return fmt::format("{}{}", number, suffix);
}

}  // namespace devstack::reconcile
