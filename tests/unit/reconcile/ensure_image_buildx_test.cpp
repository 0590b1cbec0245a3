// Builds by buildx, with a launcher that plays it.
#include <gmock/gmock.h>

#include "devstack/host/process_launcher.hpp"
#include "reconcile/ensure_image.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class FakeBuildx final : public host::ProcessLauncher {
 public:
  Task<std::optional<host::CommandResult>> run(host::Command command, Duration) override {
    command.on_error(printed);
    last = std::move(command);
    co_return result;
  }
  int start(const host::Background&) override { return -1; }

  std::string printed;
  std::optional<host::CommandResult> result = host::CommandResult{};
  host::Command last;
};

class BuildByBuildx : public RunnerFixture {
 protected:
  void SetUp() override {
    model::Build& build = world_.service("web").build.emplace();
    build.context = folder_.path().string();
    build.dockerfile_inline = "FROM x\n";
    build.span = world_.span();
    state().context.launcher = &buildx_;
    state().context.buildx = "/plugins/docker-buildx";
  }
  BuildOutcome build() { return run(build_image(state(), world_.stack.services.at("web"))); }

  FakeBuildx buildx_;
};

TEST_F(BuildByBuildx, ItIsRunByItsPath) {
  buildx_.printed = "#5 [2/3] RUN make\n";
  EXPECT_FALSE(build().failure);
  EXPECT_EQ(buildx_.last.argv.at(0), "/plugins/docker-buildx");
  EXPECT_EQ(buildx_.last.argv.at(1), "build");
  EXPECT_EQ(buildx_.last.input, "FROM x\n");
  EXPECT_THAT(buildx_.last.argv, Contains("com.docker.compose.service=web"));
  EXPECT_EQ(events<TransferProgress>().back().text, "#5 [2/3] RUN make");
}

TEST_F(BuildByBuildx, AFailureShowsItsStep) {
  buildx_.printed =
      "#5 [2/3] RUN make\n#5 0.1 cc: no such file\n#5 ERROR: exit code: 2\nERROR: failed to solve: "
      "exit code: 2\n";
  buildx_.result->exit_code = 1;
  const BuildOutcome outcome = build();
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->report.code, "DS3111");
  EXPECT_EQ(lines(*outcome.failure, "step").at(0), "[2/3] RUN make");
  EXPECT_EQ(lines(*outcome.failure, "error").at(0), "failed to solve: exit code: 2");
  EXPECT_EQ(lines(*outcome.failure, "output").at(0), "cc: no such file");
  EXPECT_THAT(lines(*outcome.failure, "log").at(0), HasSubstr("builds/web.log"));
  EXPECT_NE(outcome.failure->report.lines.front().where, "");
}

TEST_F(BuildByBuildx, AFullDiskIsAConflict) {
  buildx_.printed = "ERROR: write /x: no space left on device\n";
  buildx_.result->exit_code = 1;
  const BuildOutcome outcome = build();
  EXPECT_EQ(outcome.failure->report.code, "DS3119");
  EXPECT_EQ(outcome.failure->exit_code, ExitCode::kConflict);
}

TEST_F(BuildByBuildx, WithoutTheProgram) {
  buildx_.result.reset();
  EXPECT_THAT(build().words, HasSubstr("/plugins/docker-buildx"));
}

TEST_F(BuildByBuildx, QuietBuildsSayNothing) {
  world_.options.quiet_build = true;
  state().context.options.quiet_build = true;
  buildx_.printed = "#5 [2/3] RUN make\n";
  EXPECT_FALSE(build().failure);
  EXPECT_TRUE(events<TransferProgress>().empty());
}

TEST_F(BuildByBuildx, WhatItCannotDoIsRefusedBeforeIt) {
  world_.stack.services.at("web").build->isolation = "hyperv";
  EXPECT_EQ(build().failure->report.code, "DS3123");
  EXPECT_TRUE(buildx_.last.argv.empty());
}

}  // namespace
}  // namespace devstack::reconcile
