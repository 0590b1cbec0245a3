#include "load/default_reason.hpp"

#include <gtest/gtest.h>

namespace devstack::load {
namespace {

TEST(DefaultReason, NamesWhatNormalisingAdds) {
  EXPECT_EQ(default_reason("services.web.networks.default"),
            "added by normalisation: the default network");
  EXPECT_EQ(default_reason("volumes.data.name"),
            "added by normalisation: the project's name and the key");
  EXPECT_EQ(default_reason("services.web.something"), "added by normalisation");
}

}  // namespace
}  // namespace devstack::load
