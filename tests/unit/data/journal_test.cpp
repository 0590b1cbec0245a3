#include "devstack/data/journal.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::data {
namespace {

class Journal : public ::testing::Test {
 protected:
  fakes::TemporaryFolder folder_;
  host::StateStore state_{folder_.path().string(), "engine", "project"};
};

TEST_F(Journal, RemembersUntilItIsForgotten) {
  EXPECT_FALSE(read_unfinished(state_));
  EXPECT_NO_THROW(refuse_unfinished(state_));
  note_unfinished(state_, {"the reset", "devstack reset", "before", {"shop_a", "shop_b"}});
  const auto note = read_unfinished(state_);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->undo, "before");
  EXPECT_EQ(note->volumes, (std::vector<std::string>{"shop_a", "shop_b"}));
  forget_unfinished(state_);
  EXPECT_FALSE(read_unfinished(state_));
}

TEST_F(Journal, TheRefusalTellsBothWays) {
  note_unfinished(state_, {"the reset", "devstack reset", "before", {"shop_a"}});
  try {
    refuse_unfinished(state_);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "DS5010");
    EXPECT_EQ(error.exit_code(), ExitCode::kConflict);
    EXPECT_NE(error.hint().find("devstack reset"), std::string::npos);
    EXPECT_NE(error.hint().find("devstack snapshot restore before"), std::string::npos);
  }
}

TEST_F(Journal, WithoutASnapshotThereIsOneWay) {
  note_unfinished(state_, {"the reset", "devstack reset", "", {}});
  try {
    refuse_unfinished(state_);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint().find("snapshot"), std::string::npos);
  }
}

}  // namespace
}  // namespace devstack::data
