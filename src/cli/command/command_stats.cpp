// `devstack stats`: a table that is renewed each second on a terminal, and once elsewhere.
#include <algorithm>
#include <map>

#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/show/compose_stats.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/short_id.hpp"
#include "devstack/host/process_tree.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

/// Between the two samples that a rate is made of, and between two pictures.
constexpr Duration kInterval{1'000};

using Samples = std::map<std::string, engine::ContainerStats>;  // by container id
using Sample = std::optional<engine::ContainerStats>;

/// Of host processes, with all that they have started.
Samples process_samples(const std::vector<engine::ContainerSummary>& rows) {
  Samples samples;
  if (std::none_of(rows.begin(), rows.end(), is_process)) return samples;
  const auto all = host::list_processes();
  for (const auto& row : rows) {
    if (is_process(row) && row.state == "running") samples.emplace(row.id, process_use(row, all));
  }
  return samples;
}

Task<Samples> take_samples(EngineSession& engine,
                           const std::vector<engine::ContainerSummary>& containers) {
  TaskSet<std::string, Sample> tasks;
  Samples samples = process_samples(containers);
  for (const auto& container : containers) {
    if (is_process(container)) continue;
    if (container.state == "running" || container.state == "paused") {
      tasks.add(container.id, engine.client.container_stats(container.id));
    }
  }
  while (!tasks.empty()) {
    auto finished = co_await tasks.next();
    Sample sample = finished.task.take();
    if (sample) samples.emplace(finished.key, *sample);
  }
  co_return samples;
}

Sample sample_of(const Samples& samples, const std::string& id) {
  const auto found = samples.find(id);
  return found == samples.end() ? Sample() : Sample(found->second);
}

class StatsScreen {
 public:
  StatsScreen(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
              const StatsArguments& arguments)
      : context_(context), engine_(engine), stack_(stack), arguments_(arguments) {}

  Task<ExitCode> run() {
    const bool live = context_.console.output_is_terminal && !arguments_.once;
    auto containers = co_await containers_now();
    before_ = co_await take_samples(engine_, containers);
    do {
      co_await engine_.loop.sleep(kInterval);
      if (live) containers = co_await containers_now();
      Samples now = co_await take_samples(engine_, containers);
      show(containers, now, live);
      before_ = std::move(now);
    } while (live);
    co_return ExitCode::kOk;
  }

 private:
  Task<std::vector<engine::ContainerSummary>> containers_now() {
    ContainerFilter filter;
    filter.services = arguments_.services;
    if (!arguments_.all) filter.states = {"running", "paused", "restarting"};
    auto rows = co_await find_containers(engine_, stack_, std::move(filter));
    const auto project = co_await open_project(engine_, stack_, context_.environment);
    add_processes(rows, stack_, chosen_processes(project.state), engine_.loop.system_now());
    co_return rows;
  }

  [[nodiscard]] reconcile::ObservedProcesses chosen_processes(const host::StateStore& state) const {
    auto processes = reconcile::observe_processes(stack_, state);
    std::erase_if(processes, [this](const auto& entry) {
      const auto& named = arguments_.services;
      const bool ended = entry.second.condition == host::ProcessCondition::kEnded;
      return (ended && !arguments_.all) ||
             (!named.empty() && std::find(named.begin(), named.end(), entry.first) == named.end());
    });
    return processes;
  }

  void show(const std::vector<engine::ContainerSummary>& containers, const Samples& now,
            bool live) const {
    std::vector<ContainerUse> uses;
    for (const auto& container : containers) {
      uses.push_back({container, sample_of(before_, container.id), sample_of(now, container.id)});
    }
    if (arguments_.output == Output::kJson) {
      std::string lines;
      for (const auto& use : uses) {
        Value entry = compose_stats_entry(use);
        if (const auto* budget = budget_of(use.container)) {
          entry.set("Budget", budget_text(use, *budget));
        }
        lines += to_json(entry) + "\n";
      }
      write_output(lines);
      return;
    }
    // Home, the new picture, and nothing below it.
    write_output(live ? "\x1b[H" + renewed(table_text(uses)) + "\x1b[J" : table_text(uses));
  }

  /// Each line takes the rest of the older one away.
  static std::string renewed(const std::string& text) {
    std::string lines;
    for (const char c : text) lines += c == '\n' ? std::string("\x1b[K\n") : std::string(1, c);
    return lines;
  }

  [[nodiscard]] const model::Budget* budget_of(const engine::ContainerSummary& container) const {
    const auto found = stack_.services.find(label(container, model::labels::kService));
    if (found == stack_.services.end() || !found->second.extension.budget) return nullptr;
    return &*found->second.extension.budget;
  }

  [[nodiscard]] std::string table_text(const std::vector<ContainerUse>& uses) const {
    const bool budgets = std::any_of(uses.begin(), uses.end(), [this](const ContainerUse& use) {
      return budget_of(use.container) != nullptr;
    });
    std::vector<std::string> header{"CONTAINER ID", "NAME",    "CPU %",     "MEM USAGE / LIMIT",
                                    "MEM %",        "NET I/O", "BLOCK I/O", "PIDS"};
    if (budgets) header.push_back("BUDGET");
    ui::Table table(header);
    for (const auto& use : uses) {
      const UseTexts texts = use_texts(use);
      // "process 12345" is short already, and a pid with a digit less is another one.
      const bool process = is_process(use.container);
      const std::string& id = process ? use.container.image : use.container.id;
      std::vector<std::string> row{arguments_.no_trunc || process ? id : short_id(id),
                                   use.container.name,
                                   texts.cpu,
                                   texts.memory,
                                   texts.memory_share,
                                   texts.network,
                                   texts.block,
                                   texts.processes};
      const model::Budget* budget = budget_of(use.container);
      if (budgets) row.push_back(budget == nullptr ? "" : budget_text(use, *budget));
      table.add(std::move(row));
    }
    const bool terminal = context_.console.output_is_terminal;
    return table.to_string(terminal ? context_.console.output.columns : 0);
  }

  const CommandContext& context_;
  EngineSession& engine_;
  const model::Stack& stack_;
  const StatsArguments& arguments_;
  Samples before_;
};

}  // namespace

ExitCode run_stats(const CommandContext& context, const StatsArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  StatsScreen screen(context, engine, loaded.stack, arguments);
  return engine.loop.run(screen.run());
}

}  // namespace devstack::cli
