// The checks; those that need nothing but values are pure.
#include "cli/doctor_checks.hpp"

#include <fmt/format.h>

#include "cli/budget_check.hpp"
#include "cli/port_preflight.hpp"
#include "devstack/base/units.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {
namespace {

using Level = Finding::Level;

constexpr std::uint64_t kLittleDisk = std::uint64_t{2} << 30;
constexpr std::chrono::milliseconds kMuchSkew{2'000};

std::string_view name_of(Level level) {
  switch (level) {
    case Level::kFine:
      return "fine";
    case Level::kWarning:
      return "warning";
    case Level::kProblem:
      return "problem";
  }
  return "";
}

}  // namespace

Finding check_version(const engine::EngineInfo& info, const engine::ApiVersion& version) {
  return {Level::kFine, "engine",
          fmt::format("{} {} on {}, API {}", info.name.empty() ? "engine" : info.name, info.version,
                      info.operating_system, version.to_string()),
          ""};
}

Finding check_clock(const engine::EngineInfo& info, SystemTime now) {
  if (info.system_time == engine::Timestamp{}) return {Level::kFine, "clock", "not told", ""};
  const auto skew = std::chrono::duration_cast<std::chrono::milliseconds>(
      info.system_time > now ? info.system_time - now : now - info.system_time);
  if (skew < kMuchSkew) {
    return {Level::kFine, "clock", "the engine's clock agrees with this host's", ""};
  }
  return {Level::kWarning, "clock",
          fmt::format("the engine's clock differs by {}", format_duration(skew)),
          "set both by NTP; on WSL2: sudo hwclock -s"};
}

Finding check_memory(const model::Stack& stack, const engine::EngineInfo& info) {
  const std::int64_t wanted = sum_budgets(stack).memory;
  const std::string has = format_bytes(info.memory_bytes);
  if (wanted == 0) return {Level::kFine, "memory", "the engine has " + has, ""};
  const std::string text =
      fmt::format("budgets ask for {}, the engine has {}", format_bytes(wanted), has);
  if (wanted <= info.memory_bytes) return {Level::kFine, "memory", text, ""};
  return {Level::kWarning, "memory", text,
          "use a smaller profile (devstack profiles), or give the engine more memory"};
}

Finding check_disk(const engine::EngineInfo& info, std::optional<std::uint64_t> free_bytes) {
  if (!free_bytes) return {Level::kFine, "disk", "the engine's disk cannot be seen from here", ""};
  const std::string text = fmt::format(
      "{} free in {}", format_bytes(static_cast<std::int64_t>(*free_bytes)), info.docker_root);
  if (*free_bytes >= kLittleDisk) return {Level::kFine, "disk", text, ""};
  return {Level::kWarning, "disk", text,
          "docker system df shows what takes the space; docker image prune frees some"};
}

Task<std::vector<Finding>> check_ports(EngineSession& engine, ProjectOnEngine& project,
                                       const model::Stack& stack) {
  const reconcile::ObserveRequest everything;
  const auto observed =
      co_await reconcile::observe(engine.client, stack, project.state, everything);
  const reconcile::UpOptions options;
  const auto plan = reconcile::plan_up(stack, observed, options);
  const auto wanted = reconcile::wanted_ports(stack, observed, plan);
  const auto conflicts = co_await port_conflicts(engine.client, wanted);
  std::vector<Finding> findings;
  for (const auto& conflict : conflicts) {
    Finding finding{Level::kProblem, "ports", conflict.title, ""};
    for (const auto& line : conflict.lines) {
      if (line.label == "fix") {
        finding.fix = line.text;
      } else {
        finding.text += fmt::format("; {} {}", line.label, line.text);
      }
    }
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) {
    findings.push_back({Level::kFine, "ports",
                        wanted.empty() ? "up needs no further port"
                                       : fmt::format("all {} wanted ports are free", wanted.size()),
                        ""});
  }
  co_return findings;
}

Value doctor_json(const std::vector<Finding>& findings) {
  Value document = Value::object();
  document.set("schema", "devstack.doctor/1");
  bool ok = true;
  Value list = Value::array();
  for (const auto& finding : findings) {
    ok = ok && finding.level != Level::kProblem;
    Value entry = Value::object();
    entry.set("level", name_of(finding.level));
    entry.set("topic", finding.topic);
    entry.set("text", finding.text);
    entry.set("fix", finding.fix);
    list.push_back(std::move(entry));
  }
  document.set("ok", ok);
  document.set("findings", std::move(list));
  return document;
}

}  // namespace devstack::cli
