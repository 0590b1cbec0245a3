// The engine is asked once for each of its starts.
#include "cli/project/engine_facts.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

class EngineFacts : public testing::Test {
 protected:
  EngineFacts() {
    transport.answer = [this](const io::HttpRequest&, const std::string& target) -> fakes::Reply {
      if (target == "/_ping") {
        fakes::Reply ping{200, "OK"};
        ping.headers = {{"Api-Version", "1.51"}, {"Server", server}};
        if (podman) ping.headers.emplace_back("Libpod-API-Version", "4.9");
        return ping;
      }
      if (target == "/info") {
        return {200, R"({"ID":"engine-1","ServerVersion":"28.5.2","OperatingSystem":"Debian 12",)"
                     R"("Architecture":"x86_64","Driver":"overlay2","DockerRootDir":"/d","NCPU":2,)"
                     R"("MemTotal":8000000000,"SecurityOptions":["name=seccomp","name=rootless"],)"
                     R"("Warnings":["no swap"],"Name":"box"})"};
      }
      if (bridge.empty()) return {404, R"({"message":"no such network"})"};
      return {200, R"({"Name":"bridge","Id":")" + bridge + R"("})"};
    };
  }

  /// By a new process each time.
  engine::EngineInfo ask(const std::string& home) {
    engine::Client client(transport, clock, io::Endpoint{socket, {}, 0});
    finish(client.connect());
    return finish(engine_facts(client, home));
  }
  engine::EngineInfo ask() { return ask(folder.path().string()); }
  [[nodiscard]] std::size_t infos() const { return transport.count("GET /info"); }

  fakes::FakeClock clock;
  fakes::ScriptedTransport transport{clock};
  fakes::TemporaryFolder folder;
  std::string bridge = "b1", server = "Docker/28.5.2 (linux)", socket = "/run/engine.sock";
  bool podman = false;

 private:
  template <class T>
  T finish(Task<T> task) {
    task.start();
    EXPECT_TRUE(task.done());
    return task.take();
  }
};

TEST_F(EngineFacts, AreTheSameFromTheFolderAsFromTheEngine) {
  for (int i = 0; i < 2; ++i) {
    const auto info = ask();
    EXPECT_EQ(info.id, "engine-1");
    EXPECT_EQ(info.name, "box");
    EXPECT_EQ(info.version, "28.5.2");
    EXPECT_EQ(info.operating_system, "Debian 12");
    EXPECT_EQ(info.architecture, "x86_64");
    EXPECT_EQ(info.storage_driver, "overlay2");
    EXPECT_EQ(info.docker_root, "/d");
    EXPECT_EQ(info.cpus, 2);
    EXPECT_EQ(info.memory_bytes, 8'000'000'000);
    EXPECT_EQ(info.security_options, (std::vector<std::string>{"name=seccomp", "name=rootless"}));
    EXPECT_TRUE(info.warnings.empty()) << "they may change while the engine runs";
  }
  EXPECT_EQ(infos(), 1U);
}

TEST_F(EngineFacts, AreAskedForAfterAStartOfTheEngine) {
  (void)ask();
  bridge = "b2";
  (void)ask();
  EXPECT_EQ(infos(), 2U);
  server = "Docker/29.0.0 (linux)";
  (void)ask();
  EXPECT_EQ(infos(), 3U);
  (void)ask();
  EXPECT_EQ(infos(), 3U);
}

TEST_F(EngineFacts, OfTwoEnginesAreApart) {
  (void)ask();
  socket = "/run/other.sock";
  (void)ask();
  EXPECT_EQ(infos(), 2U);
}

TEST_F(EngineFacts, AreAskedForEachTimeWhereAStartCannotBeTold) {
  bridge.clear();
  (void)ask();
  (void)ask();
  EXPECT_EQ(infos(), 2U);
  bridge = "b1";
  podman = true;
  (void)ask();
  (void)ask();
  EXPECT_EQ(infos(), 4U);
}

TEST_F(EngineFacts, NeedNoFolder) {
  const std::string file = folder.file("not-a-folder", "");
  EXPECT_EQ(ask(file).id, "engine-1");
  EXPECT_EQ(ask(file).id, "engine-1");
}

}  // namespace
}  // namespace devstack::cli
