// What an engine is asked for when files have changed.
#include "devstack/watch/copy_into.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"
#include "unit/engine/tar_listing.hpp"

namespace devstack::watch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CopyIntoTest : public testing::Test {
 protected:
  CopyIntoTest() {
    transport.answer = [this](const io::HttpRequest& request, const std::string& target) {
      fakes::Reply reply;
      reply.body = "{}";
      if (target.find("/archive") != std::string::npos) {
        reply.status = archive_status;
        if (archive_status != 200) reply.body = R"({"message":"container rootfs is read-only"})";
      } else if (target == "/containers/c1/exec") {
        removals.push_back(request.body);
        reply.status = 201;
        reply.body = R"({"Id":"e1"})";
      } else if (target == "/exec/e1/start") {
        reply.body = fakes::frame(2, rm_says);
      } else if (target == "/exec/e1/json") {
        reply.body = rm_says.empty() ? R"({"Running":false,"ExitCode":0})"
                                     : R"({"Running":false,"ExitCode":127})";
      }
      return reply;
    };
  }

  Copied copy(std::vector<Copy> copies) {
    auto task = copy_into(client, "c1", std::move(copies));
    task.start();
    EXPECT_TRUE(task.done() || clock.run_until_done(task));
    return task.take();
  }

  fakes::FakeClock clock;
  fakes::ScriptedTransport transport{clock};
  engine::Client client{transport, clock, engine::parse_host("unix:///run/docker.sock")};
  fakes::TemporaryFolder folder;
  int archive_status = 200;
  std::string rm_says;
  std::vector<std::string> removals;
};

TEST_F(CopyIntoTest, OneArchiveForAllThatExists) {
  const Copied copied =
      copy({{folder.file("a", "1"), "/srv/a"}, {folder.file("b", "2"), "/srv/b"}});
  EXPECT_EQ(copied.copied, 2U);
  EXPECT_THAT(copied.problems, IsEmpty());
  EXPECT_EQ(transport.seen.back(), "PUT /containers/c1/archive?path=%2F&copyUIDGID=1");
  ASSERT_THAT(transport.uploads, SizeIs(1));
  EXPECT_EQ(engine::TarListing(transport.uploads.front()).names(), "srv/a\nsrv/b\n");
}

TEST_F(CopyIntoTest, WhatIsGoneIsRemoved) {
  const Copied copied = copy({{folder.path() / "gone", "/srv/gone"}});
  EXPECT_EQ(copied.removed, 1U);
  ASSERT_THAT(removals, SizeIs(1));
  EXPECT_THAT(removals.front(), HasSubstr(R"(["rm","-rf","--","/srv/gone"])"));
  EXPECT_THAT(removals.front(), HasSubstr(R"("User":"0")"));
  EXPECT_EQ(transport.count("PUT"), 0U);
}

TEST_F(CopyIntoTest, TheRootOfAContainerIsNeverRemoved) {
  const Copied copied = copy({{folder.path() / "gone", "/"}});
  EXPECT_EQ(copied.removed, 0U);
  EXPECT_THAT(transport.seen, IsEmpty());
}

TEST_F(CopyIntoTest, ManyRemovalsFitIntoArguments) {
  std::vector<Copy> copies;
  for (int i = 0; i < 450; ++i)
    copies.push_back({folder.path() / "x", "/srv/" + std::to_string(i)});
  EXPECT_EQ(copy(std::move(copies)).removed, 450U);
  EXPECT_THAT(removals, SizeIs(3));
}

TEST_F(CopyIntoTest, FailuresAreSaidAndDoNotHideTheRest) {
  archive_status = 400;
  rm_says = "exec: \"rm\": executable file not found in $PATH\n";
  const Copied copied =
      copy({{folder.path() / "gone", "/srv/gone"}, {folder.file("a", "1"), "/a"}});
  EXPECT_EQ(copied.copied + copied.removed, 0U);
  ASSERT_THAT(copied.problems, SizeIs(2));
  EXPECT_THAT(copied.problems[0], HasSubstr("cannot remove /srv/gone: exec: \"rm\""));
  EXPECT_THAT(copied.problems[1], HasSubstr("rootfs is read-only"));
}

TEST(EverythingOf, TheFilesOfARule) {
  const fakes::TemporaryFolder folder;
  for (const auto* name : {"a.py", "sub/b.py", "Dockerfile", "compose.yaml", "sub/x.log",
                           "node_modules/lib/i.js", ".git/index"}) {
    folder.file(name, "1");
  }
  Rule rule;
  rule.path = folder.path();
  rule.target = "/srv";
  rule.ignore = {"node_modules/", "**/*.log"};
  std::vector<std::string> targets;
  for (const Copy& copy : everything_of(Matcher(rule, {}))) targets.push_back(copy.container_path);
  EXPECT_THAT(targets, ElementsAre("/srv/a.py", "/srv/sub/b.py"));
}

}  // namespace
}  // namespace devstack::watch
