// The command line, from words to values.
#include "cli/parse/parser.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Invocation parse(const std::vector<std::string>& words) {
  auto parsed = parse_command_line(words);
  EXPECT_TRUE(std::holds_alternative<Invocation>(parsed));
  return std::get<Invocation>(std::move(parsed));
}

template <class Arguments>
Arguments parse_to(const std::vector<std::string>& words) {
  return std::get<Arguments>(parse(words).command);
}

std::string help(const std::vector<std::string>& words) {
  return std::get<HelpText>(parse_command_line(words)).text;
}

std::string refusal(const std::vector<std::string>& words) {
  try {
    static_cast<void>(parse_command_line(words));
  } catch (const UsageError& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "accepted";
}

TEST(Parser, GlobalOptionsStandBeforeTheCommand) {
  const auto global = parse({"-f", "a.yaml", "-f", "b.yaml", "-p", "x", "-q", "-vv", "up"}).global;
  EXPECT_THAT(global.files, ElementsAre("a.yaml", "b.yaml"));
  EXPECT_EQ(global.project_name, "x");
  EXPECT_TRUE(global.quiet);
  EXPECT_EQ(global.verbosity, 2);
}

TEST(Parser, LongGlobalOptionsAlsoAfterIt) {
  const auto global = parse({"--profile", "a", "up", "--profile", "b", "web"}).global;
  EXPECT_THAT(global.profiles, ElementsAre("a", "b"));
  EXPECT_EQ(parse({"up", "--color", "always"}).global.color, ColorChoice::kAlways);
  EXPECT_EQ(parse({"up", "--progress=json"}).global.progress, ProgressChoice::kJson);
  EXPECT_EQ(parse({"up", "--lock-timeout", "1m"}).global.lock_timeout, std::chrono::seconds(60));
}

TEST(Parser, LettersBelongToTheCommand) {
  EXPECT_TRUE(parse_to<DownArguments>({"down", "-v"}).volumes);
  EXPECT_TRUE(parse_to<LogsArguments>({"logs", "-f", "api"}).follow);
  EXPECT_TRUE(parse_to<PsArguments>({"ps", "-q"}).ids_only);
  EXPECT_THAT(refusal({"up", "-p", "x"}), HasSubstr("-p stands before the command"));
}

TEST(Parser, ComposeFlagsOfUp) {
  const auto up = parse_to<UpArguments>({"up", "-d", "--wait", "--build", "--pull", "always", "-t",
                                         "5", "--wait-timeout", "90", "--scale", "web=3", "--scale",
                                         "api=2", "--no-deps", "--remove-orphans", "web", "api"});
  EXPECT_TRUE(up.build && up.no_deps && up.remove_orphans);
  EXPECT_EQ(up.pull, "always");
  EXPECT_EQ(up.stop_grace, std::chrono::seconds(5));
  EXPECT_EQ(up.wait_timeout, std::chrono::seconds(90));
  EXPECT_EQ(up.scale.at("web"), 3);
  EXPECT_EQ(up.scale.at("api"), 2);
  EXPECT_THAT(up.services, ElementsAre("web", "api"));
}

TEST(Parser, MocksJobsAndNetworks) {
  EXPECT_THAT(parse_to<UpArguments>({"up", "--mock", "db", "--mock", "cache", "api"}).mocks,
              ElementsAre("db", "cache"));
  EXPECT_THAT(parse_to<PlanArguments>({"plan", "--mock", "db"}).mocks, ElementsAre("db"));
  EXPECT_TRUE(parse({"--offline", "up"}).global.offline);
  EXPECT_TRUE(parse({"up", "--offline"}).global.offline);
  const auto job = parse_to<JobArguments>({"job", "run", "seed", "migrate", "--force"});
  EXPECT_EQ(job.action, "run");
  EXPECT_THAT(job.jobs, ElementsAre("seed", "migrate"));
  EXPECT_TRUE(job.force);
  EXPECT_EQ(parse_to<JobArguments>({"job", "ls", "-o", "json"}).output, Output::kJson);
  EXPECT_THAT(refusal({"job", "walk"}), HasSubstr("walk"));
  EXPECT_THAT(parse_to<NetworksArguments>({"networks", "backend"}).networks,
              ElementsAre("backend"));
}

TEST(Parser, ComposeFlagsOfContainerCommands) {
  EXPECT_EQ(parse_to<StopArguments>({"stop", "-t", "3", "a"}).stop_grace, std::chrono::seconds(3));
  EXPECT_THAT(parse_to<StartArguments>({"start", "--wait", "a", "b"}).services,
              ElementsAre("a", "b"));
  const auto restart = parse_to<RestartArguments>({"restart", "--no-deps", "--timeout=1m", "a"});
  EXPECT_TRUE(restart.no_deps);
  EXPECT_EQ(restart.stop_grace, std::chrono::seconds(60));
  const auto kill = parse_to<KillArguments>({"kill", "-s", "HUP", "--remove-orphans", "a"});
  EXPECT_EQ(kill.signal, "HUP");
  EXPECT_TRUE(kill.remove_orphans);
  EXPECT_EQ(parse_to<KillArguments>({"kill"}).signal, "SIGKILL");
  EXPECT_THAT(parse_to<PauseArguments>({"pause", "a"}).services, ElementsAre("a"));
  EXPECT_THAT(parse_to<UnpauseArguments>({"unpause", "a"}).services, ElementsAre("a"));
  const auto rm = parse_to<RmArguments>({"rm", "-fsv", "a"});
  EXPECT_TRUE(rm.force && rm.stop && rm.volumes);
}

TEST(Parser, ComposeFlagsOfCreateScaleAndPull) {
  const auto create = parse_to<CreateArguments>({"create", "-y", "--build", "--force-recreate",
                                                 "--quiet-pull", "--scale", "a=2", "a"})
                          .up;
  EXPECT_TRUE(create.build && create.force_recreate);
  EXPECT_EQ(create.scale.at("a"), 2);
  const auto scale = parse_to<ScaleArguments>({"scale", "a=2", "b=0", "--no-deps"});
  EXPECT_THAT(scale.pairs, ElementsAre("a=2", "b=0"));
  EXPECT_TRUE(scale.no_deps);
  EXPECT_THAT(refusal({"scale"}), HasSubstr("SERVICE"));
  const auto pull =
      parse_to<PullArguments>({"pull", "-q", "--policy", "missing", "--ignore-pull-failures",
                               "--include-deps", "--ignore-buildable", "a"});
  EXPECT_TRUE(pull.quiet && pull.ignore_failures && pull.dependencies && pull.ignore_buildable);
  EXPECT_EQ(pull.policy, "missing");
  const auto quiet = parse_to<UpArguments>({"up", "--no-build", "--quiet-pull", "--quiet-build"});
  EXPECT_TRUE(quiet.no_build && quiet.quiet_pull && quiet.quiet_build);
}

TEST(Parser, ComposeFlagsOfBuildAndPush) {
  const auto build =
      parse_to<BuildArguments>({"build", "--build-arg", "A=1", "--build-arg", "B", "--no-cache",
                                "--pull", "--push", "-q", "--with-dependencies", "--ssh", "default",
                                "-m", "512m", "--builder", "b", "--parallel", "--compress", "a"});
  EXPECT_THAT(build.build_args, ElementsAre("A=1", "B"));
  EXPECT_TRUE(build.no_cache && build.pull && build.push && build.quiet && build.dependencies);
  EXPECT_THAT(build.ssh, ElementsAre("default"));
  EXPECT_EQ(build.memory_bytes, 512 << 20);
  EXPECT_EQ(build.builder, "b");
  EXPECT_THAT(build.services, ElementsAre("a"));
  EXPECT_TRUE(parse_to<BuildArguments>({"build", "--print"}).print);
  EXPECT_TRUE(parse_to<BuildArguments>({"build", "--check"}).check);
  EXPECT_THAT(refusal({"build", "--memory", "much"}), HasSubstr("much"));
  const auto push =
      parse_to<PushArguments>({"push", "-q", "--include-deps", "--ignore-push-failures", "a"});
  EXPECT_TRUE(push.quiet && push.dependencies && push.ignore_failures);
}

TEST(Parser, ComposeFlagsOfLookingCommands) {
  const auto port = parse_to<PortArguments>({"port", "--protocol", "udp", "--index=2", "a", "53"});
  EXPECT_EQ(port.service, "a");
  EXPECT_EQ(port.port, 53);
  EXPECT_EQ(port.index, 2);
  EXPECT_EQ(port.protocol, "udp");
  EXPECT_THAT(refusal({"port", "a"}), HasSubstr("PORT"));
  EXPECT_TRUE(parse_to<ImagesArguments>({"images", "-q"}).ids_only);
  EXPECT_EQ(parse_to<VolumesArguments>({"volumes", "--format", "json"}).output, Output::kJson);
  const auto events = parse_to<EventsArguments>({"events", "--json", "--since=1m", "a"});
  EXPECT_TRUE(events.json);
  EXPECT_EQ(events.since, "1m");
  const auto stats = parse_to<StatsArguments>({"stats", "-a", "--no-stream", "--no-trunc", "a"});
  EXPECT_TRUE(stats.all && stats.once && stats.no_trunc);
  EXPECT_THAT(parse_to<TopArguments>({"top", "a"}).services, ElementsAre("a"));
}

TEST(Parser, WaitForWhat) {
  using For = WaitArguments::For;
  EXPECT_EQ(parse_to<WaitArguments>({"wait", "a"}).what, For::kStopped);
  EXPECT_EQ(parse_to<WaitArguments>({"wait", "a", "--for", "healthy"}).what, For::kHealthy);
  EXPECT_EQ(parse_to<WaitArguments>({"wait", "a", "--for", "started"}).what, For::kStarted);
  EXPECT_TRUE(parse_to<WaitArguments>({"wait", "--down-project", "a"}).down_project);
  EXPECT_THAT(refusal({"wait"}), HasSubstr("SERVICE"));
}

TEST(Parser, AServiceMayHaveTheNameOfACommand) {
  EXPECT_THAT(parse_to<UpArguments>({"up", "db", "logs", "down"}).services,
              ElementsAre("db", "logs", "down"));
}

TEST(Parser, ExecTakesEverythingAfterTheServiceAsItIs) {
  const auto exec = parse_to<ExecArguments>(
      {"exec", "-T", "-u", "root", "-e", "A=1", "-e", "B=2", "db", "psql", "-U", "x", "--help"});
  EXPECT_TRUE(exec.no_tty);
  EXPECT_EQ(exec.user, "root");
  EXPECT_THAT(exec.environment, ElementsAre("A=1", "B=2"));
  EXPECT_EQ(exec.service, "db");
  EXPECT_THAT(exec.command, ElementsAre("psql", "-U", "x", "--help"));
  EXPECT_THAT(parse_to<ExecArguments>({"exec", "db", "--", "ls"}).command, ElementsAre("ls"));
  EXPECT_THAT(refusal({"exec", "db"}), HasSubstr("needs a service and a command"));
  EXPECT_THAT(refusal({"exec", "--nope", "db", "ls"}), HasSubstr("no option --nope"));
}

TEST(Parser, RunTakesEverythingAfterTheServiceAsItIs) {
  const auto run = parse_to<RunArguments>({"run", "--rm", "-e", "A=1", "-v", "./a:/a", "-p", "1:2",
                                           "-T", "-u", "7", "api", "sh", "-c", "--help"});
  EXPECT_TRUE(run.remove);
  EXPECT_EQ(run.tty, std::optional(false));
  EXPECT_EQ(run.interactive, std::nullopt);
  EXPECT_THAT(run.volumes, ElementsAre("./a:/a"));
  EXPECT_THAT(run.publish, ElementsAre("1:2"));
  EXPECT_EQ(run.service, "api");
  EXPECT_THAT(run.command, ElementsAre("sh", "-c", "--help"));
  EXPECT_EQ(parse_to<RunArguments>({"run", "-t", "api"}).tty, std::optional(true));
  EXPECT_TRUE(parse_to<RunArguments>({"run", "--quiet-pull", "api"}).quiet_pull);
  EXPECT_TRUE(parse_to<RunArguments>({"run", "--quiet-build", "api"}).quiet_build);
  EXPECT_EQ(parse_to<RunArguments>({"run", "api"}).tty, std::nullopt);
  const auto closed = parse_to<RunArguments>({"run", "--interactive=false", "api"});
  EXPECT_EQ(closed.interactive, std::optional(false));
  EXPECT_THAT(refusal({"run"}), HasSubstr("needs a service"));
  EXPECT_THAT(refusal({"run", "--nope", "api"}), HasSubstr("no option --nope"));
  EXPECT_THAT(refusal({"run", "-P", "-p", "1:1", "api"}), HasSubstr("exclude each other"));
}

TEST(Parser, WhatUpStaysFor) {
  using Abort = FollowArguments::Abort;
  const auto following = [](const std::vector<std::string>& words) {
    return parse_to<UpArguments>(words).following;
  };
  EXPECT_TRUE(following({"up", "-w"}).watch);
  EXPECT_EQ(following({"up", "--abort-on-container-exit"}).abort, Abort::kOnExit);
  EXPECT_EQ(following({"up", "--abort-on-container-failure"}).abort, Abort::kOnFailure);
  const auto tests = following({"up", "--exit-code-from", "tests", "api"});
  EXPECT_EQ(tests.abort, Abort::kOnExit);
  EXPECT_EQ(tests.exit_code_from, "tests");
  const auto chosen = following({"up", "--attach", "a", "--attach", "b", "--no-attach=c", "d"});
  EXPECT_THAT(chosen.attach, ElementsAre("a", "b"));
  EXPECT_THAT(chosen.no_attach, ElementsAre("c"));
  for (const auto* option :
       {"--watch", "--abort-on-container-exit", "--abort-on-container-failure"}) {
    EXPECT_THAT(refusal({"up", "-d", option}), HasSubstr("--detach")) << option;
  }
  EXPECT_NE(refusal({"up", "--attach", "a", "--attach-dependencies"}), "accepted");
  const auto watch = parse_to<WatchArguments>({"watch", "--no-up", "--no-prune", "--quiet", "api"});
  EXPECT_TRUE(watch.no_up && watch.quiet && !watch.prune);
  EXPECT_THAT(watch.services, ElementsAre("api"));
  EXPECT_TRUE(parse_to<WatchArguments>({"watch"}).prune);
  EXPECT_FALSE(parse_to<WatchArguments>({"watch", "--prune=false"}).prune);
}

TEST(Parser, AttachAndCp) {
  const auto attach =
      parse_to<AttachArguments>({"attach", "--sig-proxy=false", "--index", "2", "a"});
  EXPECT_FALSE(attach.sig_proxy);
  EXPECT_EQ(attach.index, 2);
  EXPECT_TRUE(parse_to<AttachArguments>({"attach", "a"}).sig_proxy);
  const auto cp = parse_to<CpArguments>({"cp", "-aL", "--all", "-", "db:/tmp"});
  EXPECT_TRUE(cp.archive && cp.follow_link && cp.all);
  EXPECT_EQ(cp.source, "-");
  EXPECT_EQ(cp.destination, "db:/tmp");
  EXPECT_EQ(parse_to<CpArguments>({"cp", "db:/tmp", "-"}).destination, "-");
}

TEST(Parser, Aliases) {
  EXPECT_TRUE(std::holds_alternative<PsArguments>(parse({"status"}).command));
  EXPECT_TRUE(std::holds_alternative<ConfigArguments>(parse({"validate", "-q"}).command));
  EXPECT_TRUE(std::holds_alternative<VersionArguments>(parse({"--version"}).command));
}

TEST(Parser, RefusesWithTheNearestName) {
  EXPECT_THAT(refusal({"upp"}), HasSubstr("no command \"upp\" | did you mean \"up\"?"));
  EXPECT_THAT(refusal({"up", "--buld"}), HasSubstr("did you mean \"--build\"?"));
  EXPECT_THAT(refusal({"up", "-x"}), HasSubstr("devstack up has no option -x | see devstack up"));
  EXPECT_THAT(refusal({"version", "extra"}), HasSubstr("takes no argument \"extra\""));
  EXPECT_THAT(refusal({"up", "--no-recreate", "--force-recreate"}), HasSubstr("excludes"));
  EXPECT_THAT(refusal({"up", "--pull", "sometimes"}), HasSubstr("sometimes"));
  EXPECT_THAT(refusal({"logs", "--tail", "-1"}), HasSubstr("tail"));
  EXPECT_THAT(refusal({"up", "-t", "soon"}), HasSubstr("--timeout takes a duration"));
}

TEST(Parser, HelpOfEverything) {
  EXPECT_EQ(help({}), help({"--help"}));
  EXPECT_THAT(help({}), HasSubstr("Usage: devstack [OPTIONS] COMMAND"));
  EXPECT_THAT(help({"up", "--help"}), HasSubstr("Examples:\n  devstack up"));
  EXPECT_THAT(help({"exec", "-h"}), HasSubstr("SERVICE COMMAND [ARGUMENT...]"));
  EXPECT_EQ(help({"up", "--help"}).find("--project-name"), std::string::npos);
}

TEST(Parser, OutlineKnowsCommandsAndTheirOptions) {
  const auto outline = command_outline();
  EXPECT_EQ(outline.front().name, "devstack");
  bool up = false;
  for (const auto& command : outline) {
    if (command.name != "up") continue;
    up = true;
    EXPECT_TRUE(command.takes_services);
    EXPECT_THAT(command.options, ::testing::Contains("--force-recreate"));
  }
  EXPECT_TRUE(up);
}

}  // namespace
}  // namespace devstack::cli
