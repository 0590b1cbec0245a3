// The checks; those that need nothing but values are pure.
#include "cli/check/doctor_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cli/check/budget_check.hpp"
#include "cli/converge/port_preflight.hpp"
#include "devstack/base/units.hpp"
#include "devstack/engine/image_reference.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {
namespace {

using Level = Finding::Level;

constexpr std::uint64_t kLittleDisk = std::uint64_t{2} << 30;
constexpr std::chrono::milliseconds kMuchSkew{2'000};
constexpr std::int64_t kSlotsOfAThread = 11'026;

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

/// Memory of a machine as they are sold, that holds the sum and a quarter more: the engine and the
/// system need some.
std::int64_t least_memory(std::int64_t wanted) {
  std::int64_t least = std::int64_t{1} << 30;
  while (least < wanted + wanted / 4) least *= 2;
  return least;
}

/// Threads that its container starts, of which each reserves slots; 0 for any other server.
std::int64_t scylla_threads(const model::Service& service) {
  const auto reference = engine::parse_image_reference(service.image);
  const bool is_node = reference && reference->repository.ends_with("/scylla");
  if (!is_node || service.is_job) return 0;
  const std::vector<std::string> none;
  const auto& words = service.command ? *service.command : none;
  std::int64_t threads = 1;
  const auto option = std::find(words.begin(), words.end(), "--smp");
  if (option != words.end() && option + 1 != words.end()) {
    const std::string& text = *(option + 1);
    std::from_chars(text.data(), text.data() + text.size(), threads);
  }
  return threads * service.scale;
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
  const std::int64_t least = least_memory(wanted);
  const std::string text =
      fmt::format("budgets ask for {}, the engine has {}; {} is the least, {} comfortable",
                  format_bytes(wanted), has, format_bytes(least), format_bytes(2 * least));
  const std::string fix =
      "use a smaller profile (devstack profiles), or give the engine more memory";
  if (info.memory_bytes < wanted) return {Level::kProblem, "memory", text, fix};
  // The kernel keeps some of what a machine is sold with.
  if (info.memory_bytes < least / 8 * 7) return {Level::kWarning, "memory", text, fix};
  return {Level::kFine, "memory", text, ""};
}

Finding check_disk(const model::Stack& stack, const engine::EngineInfo& info,
                   std::optional<std::uint64_t> free_bytes) {
  if (!free_bytes) return {Level::kFine, "disk", "the engine's disk cannot be seen from here", ""};
  const auto wanted = static_cast<std::uint64_t>(sum_budgets(stack).storage);
  std::string text = fmt::format(
      "{} free in {}", format_bytes(static_cast<std::int64_t>(*free_bytes)), info.docker_root);
  if (wanted != 0) {
    text += fmt::format("; budgets ask for {}", format_bytes(static_cast<std::int64_t>(wanted)));
  }
  const std::string fix =
      "docker system df shows what takes the space; docker image prune frees some";
  if (wanted != 0 && *free_bytes < wanted / 3 * 2) return {Level::kProblem, "disk", text, fix};
  if (*free_bytes < std::max(kLittleDisk, wanted / 3 * 4)) {
    return {Level::kWarning, "disk", text, fix};
  }
  return {Level::kFine, "disk", text, ""};
}

std::optional<Finding> check_async_io(const model::Stack& stack,
                                      std::optional<std::int64_t> limit) {
  std::int64_t threads = 0;
  for (const auto& [name, service] : stack.services) threads += scylla_threads(service);
  if (threads == 0 || !limit) return std::nullopt;
  const std::int64_t wanted = threads * kSlotsOfAThread;
  const std::string text = fmt::format("fs.aio-max-nr is {}; ScyllaDB takes {}", *limit, wanted);
  if (*limit >= wanted) return Finding{Level::kFine, "kernel", text, ""};
  return Finding{Level::kWarning, "kernel", text, "sudo sysctl -w fs.aio-max-nr=1048576"};
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
