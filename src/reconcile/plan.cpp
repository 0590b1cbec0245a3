// How a plan reads: the words for a step, and the text that golden tests compare.
#include "devstack/reconcile/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"

namespace devstack::reconcile {
namespace {

std::string replica(const std::string& service, std::size_t number) {
  return fmt::format("{}-{}", service, number);
}

/// Enough of an id to recognise it, as Docker prints it.
std::string short_id(const std::string& id) { return id.substr(0, 12); }

struct Describer {
  std::string operator()(const EnsureImage& a) const { return "ensure image of " + a.service; }
  std::string operator()(const BuildImage& a) const { return "build image of " + a.service; }
  std::string operator()(const PushImage& a) const { return "push image " + a.image; }
  std::string operator()(const CreateNetwork& a) const { return "create network " + a.key; }
  std::string operator()(const RemoveNetwork& a) const { return "remove network " + a.name; }
  std::string operator()(const ConnectNetwork& a) const {
    return fmt::format("connect container {} to network {}", replica(a.service, a.number), a.key);
  }
  std::string operator()(const CreateVolume& a) const { return "create volume " + a.key; }
  std::string operator()(const RemoveVolume& a) const { return "remove volume " + a.name; }
  std::string operator()(const CreateContainer& a) const {
    if (a.one_off) return "create one-off container of " + a.service;
    const std::string text = "create container " + replica(a.service, a.number);
    return a.replaces.empty() ? text : text + " in place of " + short_id(a.replaces);
  }
  std::string operator()(const RenameContainer& a) const {
    const std::string what = a.id.empty() ? "container" : "container " + short_id(a.id);
    return fmt::format("rename {} to {}", what, replica(a.service, a.number));
  }
  std::string operator()(const StartContainer& a) const {
    return "start container " + replica(a.service, a.number);
  }
  std::string operator()(const StopContainer& a) const {
    return fmt::format("stop container {} of {}", short_id(a.id), a.service);
  }
  std::string operator()(const RemoveContainer& a) const {
    return fmt::format("remove container {} of {}", short_id(a.id), a.service);
  }
  std::string operator()(const AwaitReady& a) const {
    return "await ready " + replica(a.service, a.number);
  }
  std::string operator()(const AwaitJob& a) const { return "await job " + a.service; }
  std::string operator()(const StartProcess& a) const { return "start process " + a.service; }
  std::string operator()(const StopProcess& a) const {
    const bool forget = a.fate == StopProcess::Fate::kForget;
    return (forget ? "end process " : "stop process ") + a.service;
  }
  std::string operator()(const AwaitProcess& a) const { return "await process " + a.service; }
};

std::string prerequisites(const Plan& plan, const Step& step) {
  std::vector<std::string> parts;
  std::vector<StepId> after = step.after;
  std::ranges::sort(after);
  for (const StepId id : after) parts.push_back(std::to_string(id + 1));
  for (const StepId id : step.after_end) parts.push_back(fmt::format("{}?", id + 1));
  if (step.gate) parts.push_back(plan.gates[*step.gate].name);
  return fmt::format("[{}]", join(parts, ","));
}

}  // namespace

bool Plan::changes_anything() const {
  return std::ranges::any_of(steps, [](const Step& step) {
    return !std::holds_alternative<AwaitReady>(step.action) &&
           !std::holds_alternative<AwaitJob>(step.action) &&
           !std::holds_alternative<AwaitProcess>(step.action);
  });
}

std::string describe(const Action& action) { return std::visit(Describer{}, action); }

std::string service_of(const Action& action) {
  return std::visit(
      [](const auto& a) -> std::string {
        if constexpr (requires { a.service; }) {
          return a.service;
        } else {
          return {};
        }
      },
      action);
}

std::string to_string(const Plan& plan) {
  std::string text;
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const Step& step = plan.steps[id];
    text += fmt::format("{} #{} {}: {}", prerequisites(plan, step), id + 1, describe(step.action),
                        step.cause);
    if (step.where.known()) text += fmt::format(" ({})", step.where.file_and_line());
    text += '\n';
  }
  if (!plan.up_to_date.empty()) text += "up to date: " + join(plan.up_to_date, ", ") + '\n';
  for (const auto& [job, why] : plan.skipped) text += fmt::format("skipped: {} ({})\n", job, why);
  for (const auto& [service, why] : plan.fallbacks) {
    text += fmt::format("in place of its process: {} ({})\n", service, why);
  }
  for (const std::string& notice : plan.notices) text += "notice: " + notice + '\n';
  return text;
}

}  // namespace devstack::reconcile
