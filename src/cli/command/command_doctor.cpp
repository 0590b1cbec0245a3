// `devstack doctor`: looks at everything that `up` will need, and goes on after a problem.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "cli/check/doctor_checks.hpp"
#include "cli/check/doctor_project.hpp"
#include "cli/commands.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "devstack/base/text.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

using Level = Finding::Level;

Finding problem(const std::string& topic, const Error& error) {
  std::string text = error.what();
  const std::string code = error.code().empty() ? "" : " [" + error.code() + "]";
  return {Level::kProblem, topic, text + code, error.hint()};
}

/// The stack, or a finding that says why there is none.
std::optional<load::Loaded> check_stack(const CommandContext& context,
                                        std::vector<Finding>& findings) {
  try {
    auto loaded = load_project(context, std::vector<std::string>{});
    findings.push_back({Level::kFine, "stack",
                        fmt::format("{}: {} services, no errors", loaded.stack.project,
                                    loaded.stack.services.size()),
                        ""});
    return loaded;
  } catch (const ConfigError& error) {
    findings.push_back({Level::kProblem, "stack", "the configuration has errors",
                        "devstack config -q shows all of them"});
  } catch (const Error& error) {
    findings.push_back(problem("stack", error));
  }
  return std::nullopt;
}

std::optional<std::uint64_t> free_bytes(const EngineSession& engine, const std::string& folder) {
  if (engine.client.endpoint().unix_path.empty() || folder.empty()) return std::nullopt;
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error) return std::nullopt;
  return space.available;
}

/// Of this host's kernel, where the engine is on this host.
std::optional<std::int64_t> async_io_limit(const EngineSession& engine) {
  if (engine.client.endpoint().unix_path.empty()) return std::nullopt;
  std::ifstream file("/proc/sys/fs/aio-max-nr");
  std::int64_t limit = 0;
  if (!(file >> limit)) return std::nullopt;
  return limit;
}

Task<engine::EngineInfo> ask_engine(EngineSession& engine) {
  co_await engine.client.connect();
  co_return co_await engine.client.info();
}

Task<std::vector<Finding>> look_at_ports(const CommandContext& context, EngineSession& engine,
                                         const model::Stack& stack) {
  auto project = co_await open_project(engine, stack, context.environment);
  co_return co_await check_ports(engine, project, stack);
}

void check_engine(const CommandContext& context, const std::optional<load::Loaded>& loaded,
                  std::vector<Finding>& findings) {
  try {
    EngineSession engine(context);
    const auto info = engine.loop.run(ask_engine(engine));
    findings.push_back(check_version(info, engine.client.api_version()));
    findings.push_back(check_clock(info, engine.loop.system_now()));
    const model::Stack none;
    const auto& stack = loaded ? loaded->stack : none;
    findings.push_back(check_disk(stack, info, free_bytes(engine, info.docker_root)));
    for (const auto& warning : info.warnings) {
      findings.push_back({Level::kWarning, "engine", warning, "the engine's own warning"});
    }
    if (!loaded) return;
    findings.push_back(check_memory(loaded->stack, info));
    const auto kernel = check_async_io(loaded->stack, async_io_limit(engine));
    if (kernel) findings.push_back(*kernel);
    for (auto& finding : engine.loop.run(look_at_ports(context, engine, loaded->stack))) {
      findings.push_back(std::move(finding));
    }
  } catch (const Error& error) {
    findings.push_back(problem("engine", error));
  }
}

std::string text_of(const CommandContext& context, const std::vector<Finding>& findings) {
  const auto& terminal = context.console.output;
  std::size_t topics = 0;
  for (const auto& finding : findings) topics = std::max(topics, finding.topic.size());
  std::string out;
  for (const auto& finding : findings) {
    const bool fine = finding.level == Level::kFine;
    const bool bad = finding.level == Level::kProblem;
    const auto style = fine ? ui::Style::kGood : bad ? ui::Style::kBad : ui::Style::kFallback;
    out += fmt::format("{} {}  {}\n",
                       ui::paint(fine  ? "●"
                                 : bad ? "✖"
                                       : "▲",
                                 style, terminal.color),
                       pad_right(finding.topic, topics), terminal_safe(finding.text));
    if (finding.fix.empty()) continue;
    for (const auto line : split(finding.fix, '\n')) {
      out += fmt::format("  {}  fix: {}\n", std::string(topics, ' '), terminal_safe(line));
    }
  }
  return ui::in_charset(std::move(out), terminal.glyphs);
}

}  // namespace

ExitCode run_doctor(const CommandContext& context, const DoctorArguments& arguments) {
  std::vector<Finding> findings;
  const auto loaded = check_stack(context, findings);
  const auto add = [&findings](std::vector<Finding> more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  if (loaded) {
    add(check_settings(context, *loaded));
    add(check_files(loaded->stack));
    const auto needs = process_needs(context, loaded->stack);
    add(check_host_needs(loaded->stack, needs, gpu_text(context)));
  }
  add(check_proxies(context.environment));
  check_engine(context, loaded, findings);
  if (arguments.output == Output::kJson) {
    write_output(to_json(doctor_json(findings), 2) + "\n");
  } else {
    write_output(text_of(context, findings));
  }
  const bool ok = std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.level == Level::kProblem;
  });
  return ok ? ExitCode::kOk : ExitCode::kFailed;
}

}  // namespace devstack::cli
