// `devstack ps`: one look at the engine's list, nothing is probed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "cli/commands.hpp"
#include "cli/converge/failure_words.hpp"
#include "cli/parse/implemented_by.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/host_view.hpp"
#include "cli/show/compose_ps.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/service_status.hpp"
#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/ui/glyphs.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

struct Seen {
  std::vector<engine::ContainerSummary> containers;
  host::StateStore::Record readiness, jobs;
  reconcile::ObservedProcesses processes;
  reconcile::ProcessChoices choices;
  std::map<std::string, std::string> failures;  ///< container name to what is said of it
};

bool concerns(const PsArguments& arguments, const engine::ContainerSummary& container) {
  const auto& wanted = arguments.services;
  const std::string service = label(container, model::labels::kService);
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), service) != wanted.end();
}

/// The list tells an exit code; why it is that one costs a question for each container that failed.
Task<std::map<std::string, std::string>> failures_of(
    engine::Client& client, const std::vector<engine::ContainerSummary>& containers) {
  std::map<std::string, std::string> failures;
  for (const auto& container : containers) {
    const bool failed = container.state == "restarting" ||
                        (container.state == "exited" && exit_code_of(container.status) != 0);
    if (!failed || is_process(container)) continue;
    const auto details = co_await client.inspect_container(container.id);
    if (details) failures[container.name] = failure_words(*details);
  }
  co_return failures;
}

Task<Seen> look(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                const PsArguments& arguments) {
  auto project = co_await open_project(engine, stack, context.environment);
  Seen seen;
  // The table is about services; the lists are Docker Compose's.
  const bool lists = arguments.ids_only || arguments.output == Output::kJson;
  const auto one_offs = lists && arguments.all ? OneOffs::kWith : OneOffs::kWithout;
  seen.containers = co_await list_project(engine.client, stack, one_offs);
  seen.processes = reconcile::observe_processes(stack, project.state);
  add_processes(seen.containers, stack, seen.processes, engine.loop.system_now());
  std::erase_if(seen.containers, [&arguments](const engine::ContainerSummary& container) {
    return !concerns(arguments, container);
  });
  seen.failures = co_await failures_of(engine.client, seen.containers);
  seen.readiness = project.state.read("readiness");
  seen.jobs = project.state.read("jobs");
  seen.choices = process_choices(context, stack, engine.client.endpoint());
  co_return seen;
}

Task<std::string> json_lines(EngineSession& engine, const model::Stack& stack, const Seen& seen) {
  std::string out;
  for (const auto& container : seen.containers) {
    if (is_process(container)) {
      const auto& process = seen.processes.at(label(container, model::labels::kService));
      out += to_json(process_ps_entry(stack, container, process)) + "\n";
      continue;
    }
    const auto inspection = co_await engine.client.inspect_container_raw(container.id);
    const Value entry = compose_ps_entry(container, inspection.value_or(Value()),
                                         implemented_by(container.labels, stack, seen.choices),
                                         engine.loop.system_now());
    out += to_json(entry) + "\n";
  }
  co_return out;
}

std::string table_text(const CommandContext& context, const std::vector<ServiceStatus>& rows,
                       const std::map<std::string, std::string>& failures) {
  const auto& terminal = context.console.output;
  ui::Table table({"  SERVICE", "STATE", "HEALTH", "UP", "URL", "IMAGE"});
  for (const auto& row : rows) {
    const std::string sign(ui::glyph(row.state, row.implementation));
    const auto failure = failures.find(row.container);
    const std::string more = failure == failures.end() ? "" : failure->second;
    table.add({sign + " " + row.service, row.state_text + more, row.health_text, row.uptime,
               join(row.urls, " "), row.implementation_text});
  }
  const std::size_t columns = context.console.output_is_terminal ? terminal.columns : 0;
  return ui::in_charset(table.to_string(columns), terminal.glyphs);
}

std::string header_text(const model::Stack& stack, const std::vector<ServiceStatus>& rows) {
  const auto ready = std::count_if(rows.begin(), rows.end(), [](const ServiceStatus& row) {
    return row.state == ServiceState::kReady || row.state == ServiceState::kJobDone;
  });
  const std::string profile = stack.profiles.empty() ? "" : " · " + join(stack.profiles, "+");
  return fmt::format("{}{} · {} of {} ready\n", stack.project, profile, ready, rows.size());
}

}  // namespace

ExitCode run_ps(const CommandContext& context, const PsArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  auto seen = engine.loop.run(look(context, engine, loaded.stack, arguments));
  const bool lists = arguments.ids_only || arguments.names_only;
  if ((lists || arguments.output == Output::kJson) && !arguments.all) {
    std::erase_if(seen.containers, [](const engine::ContainerSummary& container) {
      return container.state != "running" && container.state != "restarting";
    });
  }
  if (arguments.ids_only) {
    for (const auto& container : seen.containers) write_output(container.id + "\n");
    return ExitCode::kOk;
  }
  if (arguments.names_only) {
    std::string last;
    for (const auto& container : seen.containers) {
      const std::string service = label(container, model::labels::kService);
      if (service != last) write_output(service + "\n");
      last = service;
    }
    return ExitCode::kOk;
  }
  if (arguments.output == Output::kJson) {
    write_output(engine.loop.run(json_lines(engine, loaded.stack, seen)));
    return ExitCode::kOk;
  }
  std::vector<engine::Labels> labels;
  for (const auto& container : seen.containers) labels.push_back(container.labels);
  auto mocks = reconcile::running_mocks(loaded.stack, labels);
  for (const auto& [name, service] : loaded.stack.services) {
    if (!service.is_job || !seen.jobs.contains(reconcile::left_out_key(name))) continue;
    mocks.emplace(name, reconcile::no_image_reason(service));
  }
  const reconcile::ImplementedStack implemented(loaded.stack, mocks);
  auto rows = service_statuses(implemented.get(), seen.containers, seen.readiness, seen.choices);
  describe_processes(rows, loaded.stack, seen.processes, seen.readiness, engine.loop.system_now());
  std::erase_if(rows, [&arguments](const ServiceStatus& row) {
    const auto& wanted = arguments.services;
    return !wanted.empty() && std::find(wanted.begin(), wanted.end(), row.service) == wanted.end();
  });
  if (!context.global.quiet) {
    write_error(ui::in_charset(header_text(loaded.stack, rows), context.console.error.glyphs));
  }
  write_output(table_text(context, rows, seen.failures));
  return ExitCode::kOk;
}

}  // namespace devstack::cli
