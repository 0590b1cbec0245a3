#include "reconcile/layer_sum.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

engine::ProgressMessage message(const char* id, const char* status, std::int64_t current = 0,
                                std::int64_t total = 0) {
  return {id, status, current, total};
}

TEST(LayerSum, TellsOfEachLayerAndOfAll) {
  LayerSum sum("web");
  (void)sum.add(message("aaaaaaaaaaaa", "Downloading", 10, 100));
  TransferProgress told = sum.add(message("bbbbbbbbbbbb", "Already exists"));
  EXPECT_EQ(told.service, "web");
  EXPECT_EQ(told.layer, "bbbbbbbbbbbb");
  EXPECT_EQ(told.layer_state, "Already exists");
  EXPECT_EQ(told.text, "1 of 2 layers");
  EXPECT_EQ(told.current_bytes, 10);
  told = sum.add(message("aaaaaaaaaaaa", "Extracting", 5, 300));
  EXPECT_EQ(told.total_bytes, 100) << "what is unpacked is not what is fetched";
  told = sum.add(message("aaaaaaaaaaaa", "Pull complete"));
  EXPECT_EQ(told.text, "2 of 2 layers");
  EXPECT_EQ(told.current_bytes, 100);
}

TEST(LayerSum, TheTagIsNoLayer) {
  LayerSum sum("web");
  const TransferProgress told = sum.add(message("15-alpine", "Pulling from library/postgres"));
  EXPECT_EQ(told.layer, "");
  EXPECT_EQ(told.text, "");
}

}  // namespace
}  // namespace devstack::reconcile
