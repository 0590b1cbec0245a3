#include "devstack/data/helper_container.hpp"

#include <gtest/gtest.h>

#include "unit/data/fake_engine.hpp"

namespace devstack::data {
namespace {

class HelperContainer : public FakeEngine {
 protected:
  std::vector<HelperMount> mounts_{{"shop_db", "/from/0", HelperMount::Access::kRead}};
  std::vector<std::string> command_{"--survey", "/from/0"};
};

TEST_F(HelperContainer, HasNoNetworkAndReadsWhatItNeedNotWrite) {
  const Value body = helper_body(stack_, "sha256:mock", mounts_, command_);
  EXPECT_EQ(body["Image"].as_string(), "sha256:mock");
  EXPECT_EQ(body["HostConfig"]["NetworkMode"].as_string(), "none");
  const Value& mount = body["HostConfig"]["Mounts"].items().at(0);
  EXPECT_TRUE(mount["ReadOnly"].as_bool());
  EXPECT_TRUE(mount["VolumeOptions"]["NoCopy"].as_bool());
  EXPECT_EQ(body["Labels"][labels::kHelper].as_string(), stack_.id);
  EXPECT_FALSE(body["Labels"].contains("com.docker.compose.project"));
}

TEST_F(HelperContainer, GivesItsOutputAndIsGone) {
  volumes_["shop_db"].content = "1234";
  const auto output = run(run_helper(workshop(), mounts_, command_));
  EXPECT_TRUE(output.starts_with("/from/0 1 4 ")) << output;
  EXPECT_TRUE(containers_.empty());
}

TEST_F(HelperContainer, AFailureIsToldInItsWords) {
  statuses_ = {1};
  try {
    run(run_helper(workshop(), mounts_, command_));
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("it failed"), std::string::npos);
  }
  EXPECT_TRUE(containers_.empty());
}

TEST_F(HelperContainer, AnOlderServerInTheImageIsReplacedAndAskedAgain) {
  statuses_ = {2};
  EXPECT_NO_THROW(run(run_helper(workshop(), mounts_, command_)));
  EXPECT_EQ(transport_.count("POST /images/create"), 2U);
  statuses_ = {2, 2, 2};
  EXPECT_EQ(code_of(run_helper(workshop(), mounts_, command_)), "DS5014");
}

}  // namespace
}  // namespace devstack::data
