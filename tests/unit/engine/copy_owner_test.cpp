// Whose files are, by what an engine and a container say.
#include "devstack/engine/copy_owner.hpp"

#include <gmock/gmock.h>

#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class CopyOwnerTest : public ClientTest {
 protected:
  void engine_of(const std::string& api_version) {
    fakes::Reply pong{200, "OK"};
    pong.headers = {{"Api-Version", api_version}};
    replies["HEAD /_ping"] = pong;
    replies["GET /_ping"] = pong;
    run(client.connect());
  }
  void runs_as(const std::string& user) {
    replies["GET /containers/c1/json"] = {200,
                                          R"({"Id":"c1","Config":{"User":")" + user + R"("}})"};
  }
  void answers(int exit_code, const std::string& output) {
    replies["POST /containers/c1/exec"] = {201, R"({"Id":"e1"})"};
    replies["POST /exec/e1/start"] = {200, fakes::frame(1, output)};
    replies["GET /exec/e1/json"] = {
        200, R"({"Running":false,"ExitCode":)" + std::to_string(exit_code) + "}"};
  }
  /// "engine", "host" or "UID:GID".
  std::string owner() {
    const CopyOwner found = run(copy_owner(client, "c1"));
    if (found.asked == Client::FileOwner::kContainerUser) {
      EXPECT_FALSE(found.packed);
      return "engine";
    }
    if (!found.packed) return "host";
    return std::to_string(found.packed->uid) + ":" + std::to_string(found.packed->gid);
  }
};

TEST_F(CopyOwnerTest, AnEngineThatLooksIntoTheContainerDoesIt) {
  engine_of("1.48");
  EXPECT_EQ(owner(), "engine");
}

TEST_F(CopyOwnerTest, NumbersNeedNobodysAnswer) {
  engine_of("1.41");
  runs_as("1234:2345");
  EXPECT_EQ(owner(), "1234:2345");
}

TEST_F(CopyOwnerTest, NamesAreAskedOfTheContainer) {
  engine_of("1.47");
  answers(0, "uid=777(node) gid=888(web) groups=888(web),10(wheel)\n");
  for (const auto* user : {"node", "node:web", "777", "node:888", "777:web"}) {
    runs_as(user);
    EXPECT_EQ(owner(), "777:888") << user;
  }
}

TEST_F(CopyOwnerTest, WithoutAnAnswerItIsTheEnginesTurn) {
  engine_of("1.41");
  runs_as("");
  EXPECT_EQ(owner(), "engine") << "no user at all";
  runs_as("node");
  answers(127, "exec failed: id: no such file");
  EXPECT_EQ(owner(), "engine");
  answers(0, "root");
  EXPECT_EQ(owner(), "engine");
  replies["POST /containers/c1/exec"] = {409, R"({"message":"container c1 is not running"})"};
  EXPECT_EQ(owner(), "engine");
}

}  // namespace
}  // namespace devstack::engine
