// `devstack stats`: a table that is renewed each second on a terminal, and once elsewhere.
#include <algorithm>
#include <map>

#include "cli/commands.hpp"
#include "cli/compose_stats.hpp"
#include "cli/find_containers.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

/// Between the two samples that a rate is made of, and between two pictures.
constexpr Duration kInterval{1'000};
constexpr std::size_t kShortId = 12;

using Samples = std::map<std::string, engine::ContainerStats>;  // by container id
using Sample = std::optional<engine::ContainerStats>;

Task<Samples> take_samples(EngineSession& engine,
                           const std::vector<engine::ContainerSummary>& containers) {
  TaskSet<std::string, Sample> tasks;
  for (const auto& container : containers) {
    if (container.state == "running" || container.state == "paused") {
      tasks.add(container.id, engine.client.container_stats(container.id));
    }
  }
  Samples samples;
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
    return find_containers(engine_, stack_, std::move(filter));
  }

  void show(const std::vector<engine::ContainerSummary>& containers, const Samples& now,
            bool live) const {
    std::vector<ContainerUse> uses;
    for (const auto& container : containers) {
      uses.push_back({container, sample_of(before_, container.id), sample_of(now, container.id)});
    }
    if (arguments_.output == Output::kJson) {
      std::string lines;
      for (const auto& use : uses) lines += to_json(compose_stats_entry(use)) + "\n";
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
      const std::string& id = use.container.id;
      std::vector<std::string> row{arguments_.no_trunc ? id : id.substr(0, kShortId),
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
