// `devstack run`: a one-off container of a service, after what the service needs is ready.
#include <fmt/format.h>

#include <random>

#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/converge/one_off_service.hpp"
#include "cli/converge/one_off_session.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/project/locked_project.hpp"
#include "cli/stream/detach_keys.hpp"
#include "devstack/base/text.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {
namespace {

/// 64 hexadecimal digits.
std::string random_slug() {
  constexpr std::size_t kWords = 8;
  std::random_device source;
  std::string slug;
  for (std::size_t i = 0; i < kWords; ++i) slug += fmt::format("{:08x}", source());
  return slug;
}

std::string one_off_name(const std::string& project, const std::string& service,
                         const std::string& slug) {
  constexpr std::size_t kShort = 12;
  return fmt::format("{}-{}-run-{}", project, service, slug.substr(0, kShort));
}

/// As Docker Compose 2.40.3: by default a terminal where there is one.
OneOffStreams choose_streams(const Console& console, const RunArguments& arguments) {
  OneOffStreams streams;
  streams.stdin_open = arguments.interactive.value_or(true);
  if (arguments.tty) {
    streams.tty = *arguments.tty;
  } else {
    const bool input_fits = console.input_is_terminal || arguments.interactive.has_value();
    streams.tty = console.output_is_terminal && input_fits;
  }
  if (streams.tty && streams.stdin_open && !arguments.detach && !console.input_is_terminal) {
    throw UsageError("stdin is no terminal", "devstack run -T does without one");
  }
  return streams;
}

UpArguments making(const RunArguments& arguments) {
  UpArguments up;
  up.services = {arguments.service};
  up.build = arguments.build;
  up.pull = arguments.pull;
  up.quiet_pull = arguments.quiet_pull;
  up.quiet_build = arguments.quiet_build;
  up.no_deps = arguments.no_deps;
  up.remove_orphans = arguments.remove_orphans;
  return up;
}

/// stdout is the process's own, and progress of nothing but its container is noise.
Console console_of_run(const CommandContext& context, const RunArguments& arguments,
                       const reconcile::Plan& plan) {
  Console console = context.console;
  if (console.progress == ui::Mode::kJson) console.progress = ui::Mode::kPlain;
  reconcile::Plan before = plan;
  before.steps.pop_back();
  if (arguments.quiet || !before.changes_anything()) console.progress = ui::Mode::kQuiet;
  return console;
}

struct OneOffRun {
  const CommandContext& context;
  EngineSession& engine;
  const model::Stack& stack;  ///< with the service as it is to run
  const RunArguments& arguments;
  reconcile::OneOff one_off;
  SteadyTime began;
};

Task<ExitCode> make_container(OneOffRun run) {
  const reconcile::ObserveRequest everything;
  auto locked = co_await lock_project(run.context, run.engine, run.stack, everything);
  data::refuse_unfinished(locked.project.state);
  const auto up = making(run.arguments);
  WayUp way{up_options(run.context.global, up), "run", run.began};
  way.end = WayUp::End::kSilent;
  auto mocks = reconcile::choose_mocks(run.stack, locked.observed, way.options);
  mocks.erase(run.arguments.service);
  const reconcile::ImplementedStack implemented(run.stack, mocks);
  const auto plan = reconcile::plan_one_off(implemented.get(), locked.observed, way.options,
                                            run.arguments.service, run.one_off);
  const Console console = console_of_run(run.context, run.arguments, plan);
  const CommandContext context{run.context.global, run.context.environment, console};
  co_return co_await carry_out(context, run.engine, locked.project, implemented.get(),
                               locked.observed, plan, std::move(way));
}

Task<ExitCode> run_wanted(OneOffRun wanted) {
  const auto made = co_await make_container(wanted);
  if (made != ExitCode::kOk) co_return made;
  const auto& service = wanted.stack.services.find(wanted.arguments.service)->second;
  const auto details = co_await wanted.engine.client.inspect_container(service.container_name);
  if (!details) {
    throw Error(ExitCode::kFailed, "DS1004",
                fmt::format("{} went away before it was started", service.container_name),
                "devstack ps " + service.name);
  }
  OneOffContainer container{details->id,
                            service.container_name,
                            service.name,
                            wanted.one_off.slug,
                            service.tty,
                            service.stdin_open,
                            wanted.one_off.auto_remove,
                            chosen_detach_keys(wanted.context, "")};
  if (!wanted.arguments.detach) co_return co_await run_one_off(wanted.engine, std::move(container));
  const std::string id = container.id;
  co_await start_one_off(wanted.engine.client, std::move(container));
  write_output(id + "\n");
  co_return ExitCode::kOk;
}

void refuse_process(const model::Service& service) {
  if (!service.image.empty() || service.build) return;
  throw UsageError(fmt::format("{} has no image: it runs as a process of this host", service.name),
                   "run its command in your shell; eval \"$(devstack env)\" sets what it needs");
}

/// What names without a value on the command line stand for.
load::Environment values_of(const load::Loaded& loaded) {
  load::Environment values;
  for (const auto& [name, origin] : loaded.variables) values.emplace(name, origin.value);
  return values;
}

}  // namespace

ExitCode run_run(const CommandContext& context, const RunArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  const auto streams = choose_streams(context.console, arguments);
  EngineSession engine(context);
  auto loaded = load_running_project(context, engine, {arguments.service});
  auto& service = loaded.stack.services.find(arguments.service)->second;
  refuse_process(service);
  const auto request = load_request(context, {});
  const auto options = read_run_options(arguments, values_of(loaded), request.working_directory,
                                        load::system_files());
  reconcile::OneOff one_off;
  one_off.slug = random_slug();
  one_off.aliases = arguments.use_aliases;
  one_off.auto_remove = arguments.remove;
  one_off.stdin_open = streams.stdin_open;
  std::string name = arguments.name.empty()
                         ? one_off_name(loaded.stack.project, service.name, one_off.slug)
                         : arguments.name;
  service = one_off_service(std::move(service), options, arguments, std::move(name), streams);
  const OneOffRun wanted{context, engine, loaded.stack, arguments, std::move(one_off), began};
  return engine.loop.run(run_wanted(wanted));
}

}  // namespace devstack::cli
