// Whose logs `up` shows, and when it stays at all.
#include "cli/converge/follow_up.hpp"

#include <gmock/gmock.h>

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;

model::Stack three() {
  model::Stack stack;
  for (const auto* name : {"api", "db", "shy"}) stack.services[name].name = name;
  stack.services["shy"].attach = false;
  stack.services["api"].depends_on.emplace_back().service = "db";
  return stack;
}

TEST(AttachedServices, AsDockerComposeChooses) {
  const model::Stack stack = three();
  UpArguments up;
  EXPECT_THAT(attached_services(stack, up), ElementsAre("api", "db"));
  up.services = {"api"};
  EXPECT_THAT(attached_services(stack, up), ElementsAre("api"));
  up.following.attach_dependencies = true;
  EXPECT_THAT(attached_services(stack, up), ElementsAre("api", "db"));
  up.following.no_attach = {"db"};
  EXPECT_THAT(attached_services(stack, up), ElementsAre("api"));
  up = {};
  up.following.attach = {"shy"};
  EXPECT_THAT(attached_services(stack, up), ElementsAre("shy"));
}

TEST(Stays, WithEachOptionThatNeedsIt) {
  UpArguments up;
  EXPECT_FALSE(stays(up));
  up.following.timestamps = true;
  EXPECT_FALSE(stays(up));
  up.follow = true;
  EXPECT_TRUE(stays(up));
  const auto with = [](auto change) {
    UpArguments changed;
    change(changed.following);
    return stays(changed);
  };
  EXPECT_TRUE(with([](FollowArguments& f) { f.watch = true; }));
  EXPECT_TRUE(with([](FollowArguments& f) { f.attach = {"api"}; }));
  EXPECT_TRUE(with([](FollowArguments& f) { f.no_attach = {"api"}; }));
  EXPECT_TRUE(with([](FollowArguments& f) { f.attach_dependencies = true; }));
  EXPECT_TRUE(with([](FollowArguments& f) { f.abort = FollowArguments::Abort::kOnFailure; }));
}

}  // namespace
}  // namespace devstack::cli
