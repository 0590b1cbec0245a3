// Typo hints: near names are found, far ones are not guessed.
#include <gtest/gtest.h>

#include <array>

#include "devstack/base/text.hpp"

namespace devstack {
namespace {

const std::vector<std::string>& candidates() {
  static const std::vector<std::string> kNames = {"api", "postgres", "redis", "web", "web-admin"};
  return kNames;
}

struct NameCase {
  const char* given;
  const char* want;
};

void PrintTo(const NameCase& c, std::ostream* os) { *os << c.given; }

class NearestName : public testing::TestWithParam<NameCase> {};

TEST_P(NearestName, FindsLikelyTypos) {
  EXPECT_EQ(nearest_name(GetParam().given, candidates()), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(Table, NearestName,
                         testing::ValuesIn(std::to_array<NameCase>({
                             {"postgers", "postgres"},  // swapped letters count once
                             {"postgre", "postgres"},
                             {"Postgres", "postgres"},
                             {"REDIS", "redis"},
                             {"ap", "api"},
                             {"wep", "web"},
                             {"web-admim", "web-admin"},
                             {"redis", "redis"},
                             {"kafka", ""},
                             {"db", ""},
                             {"", ""},
                         })));

TEST(NearestNameLimits, TextThatIsNoNameIsNotCompared) {
  EXPECT_EQ(nearest_name(std::string(1'000'000, 'x'), candidates()), "");
  EXPECT_EQ(nearest_name("x", {}), "");
}

TEST(DidYouMean, IsASentenceOrNothing) {
  EXPECT_EQ(did_you_mean("postgers", candidates()), "did you mean \"postgres\"?");
  EXPECT_EQ(did_you_mean("kafka", candidates()), "");
}

}  // namespace
}  // namespace devstack
