// `devstack health`: probes now; the exit code says it all.
#include <fmt/format.h>

#include <algorithm>

#include "cli/check/health_check.hpp"
#include "cli/commands.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/cause_chain.hpp"
#include "cli/show/output_file.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/glyphs.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

constexpr Duration kPause{200};

/// Checks again and again until all pass or the time is over.
Task<HealthReport> check(const CommandContext& context, EngineSession& engine,
                         const model::Stack& stack, const HealthArguments& arguments) {
  const auto project = co_await open_project(engine, stack, context.environment);
  const auto began = engine.loop.now();
  while (true) {
    auto report = co_await check_health(engine, project, stack, arguments.services);
    const auto waited = engine.loop.now() - began;
    if (report.ok() || !arguments.wait || waited >= *arguments.wait) {
      report.took = std::chrono::duration_cast<Duration>(waited);
      co_return report;
    }
    co_await engine.loop.sleep(kPause);
  }
}

std::string row_word(const HealthRow& row) {
  if (!row.exists && !row.passed) return "not created";
  return row.passed ? std::string(ui::word(row.state)) : "not ready";
}

/// With the reason of a fallback: what passed is not the declared image.
std::string result_text(const HealthRow& row) {
  return row.reason.empty() ? row.result : fmt::format("{} ({})", row.result, row.reason);
}

std::string table_text(const CommandContext& context, const HealthReport& report) {
  const auto& terminal = context.console.output;
  const std::size_t columns = context.console.output_is_terminal ? terminal.columns : 0;
  const std::size_t most = columns == 0 ? 60 : std::max<std::size_t>(columns / 4, 12);
  ui::Table table({"  SERVICE", "HEALTH", "TIME", "PROBE", "RESULT", "URL"});
  for (const auto& row : report.rows) {
    const std::string sign(ui::glyph(row.state, row.implementation));
    const std::string by = row.implementation == Implementation::kDeclared
                               ? ""
                               : fmt::format(" {}", ui::word(row.implementation));
    table.add({sign + " " + row.service + by, row_word(row),
               row.took > Duration::zero() ? format_duration(row.took) : "",
               truncate_to_width(row.probe, most), truncate_to_width(result_text(row), most),
               join(row.urls, " ")});
  }
  return ui::in_charset(table.to_string(columns), terminal.glyphs);
}

std::string summary(const model::Stack& stack, const HealthReport& report) {
  if (!report.anything_exists()) return fmt::format("nothing of {} runs\n", stack.project);
  const auto passed = std::count_if(report.rows.begin(), report.rows.end(),
                                    [](const HealthRow& row) { return row.passed; });
  return fmt::format("{} of {} ready ({})\n", passed, report.rows.size(),
                     format_duration(report.took));
}

/// Where to look, when all is well.
std::string links_text(const HealthReport& report) {
  std::string out;
  if (!report.ok() || !report.anything_exists()) return out;
  for (const auto& link : report.links) out += terminal_safe(link) + "\n";
  return out;
}

/// What failed first, and how to look further; empty when all is well.
std::string first_cause(const model::Stack& stack, const HealthReport& report) {
  std::string out;
  for (const auto& service : first_failures(stack, report)) {
    const HealthRow* row = worst_row(report, service);
    out += fmt::format("first cause: {}: {}{}\n", service,
                       row->probe.empty() ? "" : row->probe + ": ", terminal_safe(row->result));
  }
  return out.empty() ? out : out + "devstack why SERVICE tells more\n";
}

}  // namespace

ExitCode run_health(const CommandContext& context, const HealthArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  auto report = engine.loop.run(check(context, engine, loaded.stack, arguments));
  refresh_reasons(report, process_choices(context, loaded.stack, engine.client.endpoint()));
  if (!arguments.junit_file.empty()) {
    write_file(arguments.junit_file, health_junit(loaded.stack, report));
  }
  if (arguments.output == Output::kJson) {
    write_output(to_json(health_json(loaded.stack, report), 2) + "\n");
  } else {
    if (!context.global.quiet) write_output(table_text(context, report) + links_text(report));
    write_error(summary(loaded.stack, report));
    if (report.anything_exists()) write_error(first_cause(loaded.stack, report));
  }
  if (!report.anything_exists()) return ExitCode::kNothingRuns;
  return report.ok() ? ExitCode::kOk : ExitCode::kNotReady;
}

}  // namespace devstack::cli
