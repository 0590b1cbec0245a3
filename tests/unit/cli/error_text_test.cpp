// Errors that no project brings about everywhere, word for word as a user reads them: a socket that
// root may open all the same, an engine that is silent for minutes, a lock of another process.
#include <gtest/gtest.h>

#include <cstdlib>
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
#include "devstack/load/loader.hpp"
#include "devstack/reconcile/planner.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

/// Runs what must fail, and compares with tests/golden/errors/NAME.txt; UPDATE_GOLDEN rewrites it.
void expect_text(const std::string& name, const std::function<void()>& fails) {
  std::string text = "it went well";
  try {
    fails();
  } catch (const Error& error) {
    text = "exit " + std::to_string(static_cast<int>(error.exit_code())) + "\n" + render(error);
  }
  text = std::regex_replace(text, std::regex("\\([^ )]*cli_tests[^)]*\\)"), "(<this program>)");
  text = std::regex_replace(text, std::regex("pid [0-9]+"), "pid <n>");
  text = std::regex_replace(text, std::regex("/[^ \n]*/devstack-test-[A-Za-z0-9]+"), "<tmp>");
  const std::string path = std::string(DEVSTACK_TEST_GOLDEN) + "/errors/" + name + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(file), {}));
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
