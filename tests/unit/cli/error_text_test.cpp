// Errors that no project brings about everywhere, word for word as a user reads them: a socket that
// root may open all the same, an engine that is silent for minutes, a lock of another process, a
// process that the kernel does not let go. And findings that are warnings alone.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <regex>
#include <string>

#include "devstack/base/error.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/io/file_watcher.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/model/names.hpp"
#include "devstack/reconcile/planner.hpp"
#include "devstack/ui/renderer.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"
#include "reconcile/host_report.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

std::string with_exit(ExitCode code, const std::string& text) {
  return "exit " + std::to_string(static_cast<int>(code)) + "\n" + text;
}

/// Compares with tests/golden/errors/NAME.txt; UPDATE_GOLDEN rewrites it.
void expect_golden(const std::string& name, std::string text) {
  text = std::regex_replace(text, std::regex("\\([^ )]*cli_tests[^)]*\\)"), "(<this program>)");
  text = std::regex_replace(text, std::regex("pid [0-9]+"), "pid <n>");
  text = std::regex_replace(text, std::regex("/[^ \n]*/devstack-test-[A-Za-z0-9]+"), "<tmp>");
  text = std::regex_replace(text, std::regex("\\([0-9.]+(ms|s)\\)"), "(<time>)");
  const std::string path = std::string(DEVSTACK_TEST_GOLDEN) + "/errors/" + name + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(file), {}));
}

/// Runs what must fail.
void expect_text(const std::string& name, const std::function<void()>& fails) {
  std::string text = "it went well";
  try {
    fails();
  } catch (const Error& error) {
    text = with_exit(error.exit_code(), render(error));
  }
  expect_golden(name, text);
}

void expect_report(const std::string& name, const reconcile::StepFailed& failed) {
  expect_golden(name, with_exit(failed.exit_code, ui::render(failed.report, ui::Terminal{})));
}

template <class T>
void finish(fakes::FakeClock& clock, Task<T> task) {
  task.start();
  ASSERT_TRUE(clock.run_until_done(task));
  (void)task.take();
}

class EngineErrorText : public ::testing::Test {
 protected:
  EngineErrorText() {
    transport_.answer = [this](const io::HttpRequest&, const std::string& target) {
      if (target == "/_ping" && !failure_at_ping_) {
        return fakes::Reply{.body = "OK", .headers = {{"Api-Version", "1.51"}}};
      }
      return fakes::Reply{.error = failure_};
    };
  }

  void connect(io::TransportFailure failure) {
    failure_ = io::TransportError(failure, "as the system says", false);
    finish(clock_, client_.connect());
  }

  void ask(io::TransportFailure failure) {
    failure_at_ping_ = false;
    failure_ = io::TransportError(failure, "no answer within 60s", true);
    finish(clock_, client_.connect());
    finish(clock_, client_.info());
  }

 private:
  fakes::FakeClock clock_;
  fakes::ScriptedTransport transport_{clock_};
  engine::Client client_{transport_, clock_, engine::parse_host("unix:///var/run/docker.sock")};
  bool failure_at_ping_ = true;
  std::optional<io::TransportError> failure_;
};

TEST_F(EngineErrorText, Permission) {
  expect_text("engine_permission", [this] { connect(io::TransportFailure::kPermission); });
}

TEST_F(EngineErrorText, Silence) {
  expect_text("engine_silent", [this] { connect(io::TransportFailure::kTimeout); });
}

TEST_F(EngineErrorText, NoAnswer) {
  expect_text("engine_no_answer", [this] { ask(io::TransportFailure::kTimeout); });
}

TEST(ErrorText, TheLockOfAnotherProcess) {
  const fakes::TemporaryFolder home;
  fakes::FakeClock clock;
  host::StateStore store(home.path().string(), "engine", "project");
  auto locking = store.lock(clock, Duration{0});
  locking.start();
  ASSERT_TRUE(clock.run_until_done(locking));
  const host::ProjectLock held = locking.take();
  expect_text("lock_is_held", [&] { finish(clock, store.lock(clock, Duration{1000})); });
}

TEST(ErrorText, AProcessThatDoesNotEnd) {
  expect_report("process_does_not_end", reconcile::process_does_not_end("llm", 4711));
}

TEST(ErrorText, TheMockIsNotInstalled) {
  model::Service service;
  service.name = "llm";
  service.image = model::kMockImage;
  const auto file = std::make_shared<SourceFile>(SourceFile{"stack.yaml", "services:\n"});
  service.image_span = SourceSpan{file, 12, 12, 1};
  expect_report("mock_not_installed", reconcile::mock_not_installed(service));
}

TEST(ErrorText, NoMoreWatchers) {
  io::Loop loop;
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  rlimit none = before;
  none.rlim_cur = 0;
  std::exception_ptr refused;
  ::setrlimit(RLIMIT_NOFILE, &none);
  try {
    const io::FileWatcher watcher(loop);
  } catch (...) {
    refused = std::current_exception();
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
  expect_text("host_no_more_watchers", [&refused] {
    if (refused) std::rethrow_exception(refused);
  });
}

TEST(ErrorText, ABug) { expect_golden("bug", with_exit(ExitCode::kBug, bug_text("map::at"))); }

/// Files of a stack that loads well, and yet point nowhere or lack something.
TEST(ErrorText, WarningsOfTheFiles) {
  const fakes::TemporaryFolder folder;
  folder.file("stack.yaml",
              "services:\n"
              "  db: {image: shop/db:1, ports: [\"5433:5432\"]}\n"
              "  api:\n"
              "    image: shop/api:1\n"
              "    environment:\n"
              "      URL: postgres://app:secret@db:5433/app\n"
              "      LEVEL: ${LEVEL:-info}\n");
  folder.file(".env.example", "LEVEL=info\nREGION=eu\n");
  folder.file(".env", "LEVLE=debug\nLEVEL=info\n");
  const std::string stack = (folder.path() / "stack.yaml").string();
  ::setenv("LC_ALL", "C.UTF-8", 1);  // the signs of the report
  const Captured answer =
      run_captured({"-f", stack, "-H", "unix:///nowhere/engine.sock", "check", "config"});
  ::unsetenv("LC_ALL");
  EXPECT_EQ(answer.status, 0);
  expect_golden("warnings_of_the_files", answer.out);
  expect_golden("warning_of_an_address", run_captured({"-f", stack, "validate"}).err);
}

/// Commands refuse such a stack when they load it (DS1302); a plan for one that was made in another
/// way must not wait for ever.
TEST(ErrorText, TiersThatContradictDependencies) {
  const fakes::TemporaryFolder folder;
  folder.file("stack.yaml",
              "services:\n"
              "  api: {image: shop/api:1, depends_on: [db]}\n"
              "  db: {image: shop/db:1}\n"
              "x-devstack:\n"
              "  tiers:\n"
              "    - {name: first, services: [api]}\n"
              "    - {name: second, services: [db]}\n");
  load::LoadRequest request;
  request.working_directory = folder.path().string();
  const load::Loaded loaded = load::load_stack(request, load::system_files());
  ASSERT_FALSE(loaded.diagnostics.has_errors());
  expect_text("tiers_contradict",
              [&] { (void)reconcile::plan_up(loaded.stack, {}, reconcile::UpOptions{}); });
}

}  // namespace
}  // namespace devstack::cli
