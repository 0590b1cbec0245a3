// A container's own terminal and pipes, and what stands at a path in it.
#include "contract/contract_fixture.hpp"
#include "devstack/engine/stream_demux.hpp"

namespace devstack::engine {
namespace {

class Attach : public ContractTest {
 protected:
  std::string create_with(bool tty, const std::string& script) {
    Value body = container_body(script);
    body.set("Tty", tty);
    body.set("OpenStdin", true);
    body.set("StdinOnce", true);
    body.set("AttachStdin", true);
    return create(unique_name(), std::move(body));
  }
  std::string read_all_of(io::HttpStream& stream) {
    std::string all;
    for (;;) {
      const std::string piece = run(stream.read());
      if (piece.empty()) return all;
      all += piece;
    }
  }
};

TEST_F(Attach, StreamsStayApartAndInputEnds) {
  const std::string id = create_with(false, "cat; echo done >&2");
  const auto stream = run(client.attach_container(id, {true, ""}));
  run(client.start_container(id));
  run(stream->write("typed\n"));
  stream->close_write();
  std::string out, err;
  StreamDemux demux([&](FrameStream from, std::string_view bytes) {
    (from == FrameStream::kStdout ? out : err) += bytes;
  });
  demux.feed(read_all_of(*stream));
  EXPECT_EQ(out, "typed\n");
  EXPECT_EQ(err, "done\n");
}

TEST_F(Attach, OutputAloneNeedsNoInput) {
  const std::string id = create("echo said");
  const auto stream = run(client.attach_container(id, {}));
  run(client.start_container(id));
  EXPECT_NE(read_all_of(*stream).find("said\n"), std::string::npos);
}

TEST_F(Attach, TheSizeOfATerminal) {
  const std::string id = create_with(true, "read x; stty size");
  const auto stream = run(client.attach_container(id, {true, "ctrl-p,ctrl-q"}));
  run(client.start_container(id));
  run(client.resize_container(id, 132, 43));
  run(stream->write("\n"));
  EXPECT_NE(read_all_of(*stream).find("43 132"), std::string::npos);
  EXPECT_NO_THROW(run(client.resize_container(id, 80, 25)));
}

TEST_F(Attach, DetachKeysEndTheConnectionOnly) {
  const std::string id = create_with(true, kSleeper);
  const auto stream = run(client.attach_container(id, {true, "ctrl-x,q"}));
  run(client.start_container(id));
  run(stream->write("\x18q"));
  read_all_of(*stream);
  EXPECT_TRUE(run(client.inspect_container(id))->running);
}

TEST_F(Attach, WhatStandsAtAPath) {
  const std::string id =
      create_and_start("mkdir /d; echo 1 > /d/f; ln -s /d/f /l; " + std::string(kSleeper));
  std::optional<PathStat> link;
  while (!(link = run(client.stat_path(id, "/l")))) run(loop.sleep(Duration{20}));
  EXPECT_EQ(link->kind, PathStat::Kind::kLink);
  EXPECT_EQ(link->link_target, "/d/f");
  EXPECT_EQ(run(client.stat_path(id, "/d"))->kind, PathStat::Kind::kFolder);
  EXPECT_EQ(run(client.stat_path(id, "/d/f"))->size, 2);
  EXPECT_FALSE(run(client.stat_path(id, "/none")));
}

}  // namespace
}  // namespace devstack::engine
