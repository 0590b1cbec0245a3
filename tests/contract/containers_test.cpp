#include <algorithm>

#include "contract/contract_fixture.hpp"

namespace devstack::engine {
namespace {

using std::chrono::seconds;

class Containers : public ContractTest {
 protected:
  std::optional<ContainerDetails> inspect(const std::string& id) {
    return run(client.inspect_container(id));
  }
};

TEST_F(Containers, AreCreatedListedAndInspected) {
  const std::string name = unique_name();
  Value body = container_body("true");
  body.set("Env", Value::strings({"A=b"}));
  const std::string id = create(name, std::move(body));
  const auto rows = run(client.list_containers({"devstack.contract=" + label}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, id);
  EXPECT_EQ(rows[0].name, name);
  EXPECT_EQ(rows[0].state, "created");
  EXPECT_EQ(rows[0].labels.at("devstack.contract"), label);
  const auto details = inspect(name);
  ASSERT_TRUE(details);
  EXPECT_EQ(details->id, id);
  EXPECT_EQ(details->name, name);
  EXPECT_EQ(details->image, image);
  EXPECT_EQ(details->status, "created");
  EXPECT_FALSE(details->running);
  EXPECT_NE(std::find(details->environment.begin(), details->environment.end(), "A=b"),
            details->environment.end());
  EXPECT_TRUE(run(client.list_containers({"devstack.contract=" + unique_name()})).empty());
}

TEST_F(Containers, AreNotCreatedOfAMissingImage) {
  Value body;
  body.set("Image", "devstack/contract/none:" + unique_name());
  const CreateResult result = run(client.create_container(unique_name(), "", std::move(body)));
  EXPECT_TRUE(result.missing_image);
  EXPECT_EQ(result.id, "");
  EXPECT_NE(result.message, "");
}

TEST_F(Containers, HaveANameToThemselves) {
  const std::string name = unique_name();
  create(name, container_body("true"));
  const CreateResult second = run(client.create_container(name, "", container_body("true")));
  EXPECT_TRUE(second.name_conflict);
  EXPECT_EQ(second.id, "");
}

TEST_F(Containers, StartOnce) {
  const std::string id = create_and_start(kSleeper);
  EXPECT_EQ(run(client.start_container(id)), StartResult::kAlreadyRunning);
  const auto details = inspect(id);
  ASSERT_TRUE(details);
  EXPECT_TRUE(details->running);
  EXPECT_GT(details->pid, 0);
  EXPECT_TRUE(details->started_at);
}

TEST_F(Containers, AreWaitedFor) {
  const std::string id = create_and_start("exit 7");
  EXPECT_EQ(run(client.wait_container(id)), 7);
  EXPECT_EQ(run(client.wait_container(id)), 7);
  EXPECT_EQ(inspect(id)->exit_code, 7);
}

TEST_F(Containers, StopAndStartAgain) {
  const std::string id = create_and_start(kSleeper);
  run(client.stop_container(id, seconds(10)));
  EXPECT_EQ(inspect(id)->status, "exited");
  run(client.stop_container(id, seconds(10)));
  EXPECT_EQ(run(client.start_container(id)), StartResult::kStarted);
  run(client.restart_container(id, seconds(10)));
  EXPECT_TRUE(inspect(id)->running);
}

TEST_F(Containers, AreKilledAfterTheGracePeriod) {
  const std::string id = create_and_start("trap '' TERM; while :; do sleep 0.1; done");
  run(client.stop_container(id, seconds(0)));
  EXPECT_EQ(inspect(id)->exit_code, 137);
}

TEST_F(Containers, AreKilledBySignal) {
  const std::string id = create_and_start("while :; do sleep 0.1; done");
  run(client.kill_container(id, "SIGKILL"));
  EXPECT_EQ(run(client.wait_container(id)), 137);
  run(client.kill_container(id, "SIGKILL"));
}

TEST_F(Containers, AreRenamed) {
  const std::string id = create("true");
  const std::string name = unique_name();
  run(client.rename_container(id, name));
  EXPECT_EQ(inspect(name)->id, id);
}

TEST_F(Containers, TakeAnArchive) {
  const std::string id = create("cat /etc/contract/a; exit 0");
  const std::string tar = make_tar({{"etc/contract/a", "hello from a tar\n"}});
  run(client.put_archive(id, "/", tar));
  run(client.start_container(id));
  EXPECT_EQ(run(client.wait_container(id)), 0);
  EXPECT_EQ(run(client.log_tail(id, 10, "")), "hello from a tar\n");
}

TEST_F(Containers, AreRemovedWhileTheyRun) {
  const std::string id = create_and_start(kSleeper);
  const auto keep = Client::AnonymousVolumes::kKeep;
  EXPECT_EQ(run(client.remove_container(id, keep)), RemoveResult::kRemoved);
  EXPECT_FALSE(inspect(id));
  EXPECT_EQ(run(client.remove_container(id, keep)), RemoveResult::kNotFound);
}

TEST_F(Containers, ThatDoNotExistAreNotFound) {
  const std::string none = unique_name();
  EXPECT_FALSE(inspect(none));
  run(client.stop_container(none, seconds(1)));
  run(client.kill_container(none, "SIGTERM"));
  const auto status_of = [this](Task<StartResult> task) {
    try {
      run(std::move(task));
    } catch (const EngineError& error) {
      return error.status();
    }
    return 0;
  };
  EXPECT_EQ(status_of(client.start_container(none)), 404);
}

TEST_F(Containers, ArePausedAndLetGo) {
  const std::string id = create_and_start(kSleeper);
  run(client.pause_container(id));
  EXPECT_EQ(inspect(id)->status, "paused");
  EXPECT_THROW(run(client.pause_container(id)), EngineError);
  run(client.unpause_container(id));
  EXPECT_EQ(inspect(id)->status, "running");
  EXPECT_THROW(run(client.unpause_container(id)), EngineError);
}

TEST_F(Containers, TellWhatRunsInThem) {
  const std::string id = create_and_start(kSleeper);
  const auto table = run(client.container_processes(id));
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->titles.empty());
  ASSERT_FALSE(table->rows.empty());
  EXPECT_EQ(table->rows[0].size(), table->titles.size());
  run(client.stop_container(id, seconds(5)));
  EXPECT_FALSE(run(client.container_processes(id)));
}

TEST_F(Containers, TellWhatTheyUse) {
  const std::string id = create_and_start("while :; do :; done");
  const auto before = run(client.container_stats(id));
  ASSERT_TRUE(before);
  EXPECT_GT(before->cpus, 0);
  EXPECT_GT(before->memory_limit_bytes, 0);
  EXPECT_GT(before->processes, 0);
  std::chrono::nanoseconds used{0};
  for (int i = 0; i < 100 && used.count() == 0; ++i) {
    used = run(client.container_stats(id))->cpu_time - before->cpu_time;
  }
  EXPECT_GT(used.count(), 0);
  run(client.stop_container(id, seconds(0)));
  EXPECT_FALSE(run(client.container_stats(id)));
}

}  // namespace
}  // namespace devstack::engine
