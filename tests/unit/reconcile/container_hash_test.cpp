#include "reconcile/container_hash.hpp"

#include <gtest/gtest.h>

#include "devstack/base/hash.hpp"

namespace devstack::reconcile {
namespace {

ObservedContainer container(const std::string& service, const std::string& id,
                            const std::string& hash) {
  ObservedContainer result;
  result.service = service;
  result.id = id;
  result.config_hash = hash;
  return result;
}

class ContainerHash : public ::testing::Test {
 protected:
  ContainerHash() {
    stack_.services["db"].config_hash = "of db";
    model::Service& guest = stack_.services["guest"];
    guest.config_hash = "of guest";
    guest.hashed_pieces = {{"container:", "db"}, {" as it is", ""}};
  }
  [[nodiscard]] const model::Service& guest() const { return stack_.services.at("guest"); }
  std::string hash_after(std::vector<ObservedContainer> containers) {
    translate_hashes(stack_, containers);
    return containers.back().config_hash;
  }
  model::Stack stack_;
};

TEST_F(ContainerHash, HasTheIdsOfWhatItNames) {
  EXPECT_EQ(container_hash(guest(), {{"db", "c1"}}), sha256_hex("container:c1 as it is"));
  EXPECT_EQ(container_hash(guest(), {{"other", "c1"}}), std::nullopt);
  EXPECT_EQ(container_hash(stack_.services.at("db"), {}), "of db");
}

TEST_F(ContainerHash, OfTheContainersThatAreThereIsTheServices) {
  EXPECT_EQ(hash_after({container("db", "c1", "of db"), container("db", "c2", "of db"),
                        container("guest", "c3", sha256_hex("container:c1 as it is"))}),
            "of guest");
}

TEST_F(ContainerHash, OfAnEarlierContainerIsNot) {
  const std::string earlier = sha256_hex("container:c0 as it is");
  EXPECT_NE(hash_after({container("db", "c1", "of db"), container("guest", "c3", earlier)}),
            "of guest");
  EXPECT_NE(hash_after({container("guest", "c3", earlier)}), "of guest");
  EXPECT_NE(hash_after({container("db", "c1", "of db"), container("guest", "c3", "of guest")}),
            "of guest");
}

TEST_F(ContainerHash, AHalfMadeReplacementIsNobodysContainerYet) {
  auto half_made = container("db", "c0", "of db");
  half_made.replaces = "c1";
  EXPECT_EQ(hash_after({half_made, container("db", "c1", "of db"),
                        container("guest", "c3", sha256_hex("container:c1 as it is"))}),
            "of guest");
}

}  // namespace
}  // namespace devstack::reconcile
