#include "contract/contract_fixture.hpp"

namespace devstack::engine {
namespace {

class Logs : public ContractTest {
 protected:
  void read(const std::string& id, LogRequest request = {}) {
    run(client.stream_logs(id, std::move(request), [this](LogStream from, std::string_view bytes) {
      (from == LogStream::kStdout ? out : err) += bytes;
    }));
  }
  std::string out, err;
};

TEST_F(Logs, TellTheStreamsApart) {
  const std::string id = create_and_start("echo one; echo two >&2; echo three");
  run(client.wait_container(id));
  read(id);
  EXPECT_EQ(out, "one\nthree\n");
  EXPECT_EQ(err, "two\n");
}

TEST_F(Logs, OfATerminalAreRaw) {
  Value body = container_body("echo one; echo two >&2");
  body.set("Tty", true);
  const std::string id = create(unique_name(), std::move(body));
  run(client.start_container(id));
  run(client.wait_container(id));
  read(id);
  EXPECT_EQ(out, "one\r\ntwo\r\n");
  EXPECT_EQ(err, "");
}

TEST_F(Logs, AreFollowedToTheEnd) {
  const std::string id = create_and_start("for i in 1 2 3; do echo $i; sleep 0.2; done");
  LogRequest request;
  request.follow = true;
  read(id, std::move(request));
  EXPECT_EQ(out, "1\n2\n3\n");
}

TEST_F(Logs, GiveTheLastLines) {
  const std::string id = create_and_start("for i in 1 2 3 4 5; do echo $i; done");
  run(client.wait_container(id));
  EXPECT_EQ(run(client.log_tail(id, 2, "")), "4\n5\n");
  LogRequest request;
  request.tail = "1";
  request.timestamps = true;
  read(id, std::move(request));
  EXPECT_TRUE(out.starts_with("20") && out.ends_with("Z 5\n")) << out;
}

TEST_F(Logs, OfNoContainerAreEmpty) { EXPECT_EQ(run(client.log_tail(unique_name(), 5, "")), ""); }

}  // namespace
}  // namespace devstack::engine
