// What is kept of many tries, and when somebody is told.
#include "probe/attempt_history.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace devstack::probe {
namespace {

std::vector<std::string> results(const AttemptHistory& history) {
  std::vector<std::string> texts;
  for (const Attempt& attempt : history.last()) texts.push_back(attempt.result);
  return texts;
}

TEST(AttemptHistory, FoldsEqualNeighboursIntoTheLater) {
  AttemptHistory history({});
  history.add(Duration{0}, {false, "refused"});
  history.add(Duration{20}, {false, "refused"});
  history.add(Duration{45}, {false, "503"});
  history.add(Duration{70}, {false, "refused"});
  EXPECT_EQ(history.tries(), 4U);
  EXPECT_EQ(results(history), (std::vector<std::string>{"refused", "503", "refused"}));
  EXPECT_EQ(history.last().front().at, Duration{20});
  EXPECT_EQ(history.last().back().at, Duration{70});
}

TEST(AttemptHistory, TellsAPassFromAFailureOfTheSameText) {
  AttemptHistory history({});
  history.add(Duration{0}, {false, "200 ok"});
  history.add(Duration{20}, {true, "200 ok"});
  ASSERT_EQ(history.last().size(), 2U);
  EXPECT_FALSE(history.last().front().passed);
  EXPECT_TRUE(history.last().back().passed);
}

TEST(AttemptHistory, KeepsTheLastFiveThatDiffer) {
  AttemptHistory history({});
  for (int i = 1; i <= 8; ++i) history.add(Duration{i}, {false, std::to_string(i)});
  EXPECT_EQ(history.tries(), 8U);
  EXPECT_EQ(results(history), (std::vector<std::string>{"4", "5", "6", "7", "8"}));
}

TEST(AttemptHistory, TellsWhatIsNewAtOnceAndWhatIsOldRarely) {
  using Told = std::pair<std::size_t, std::string>;
  std::vector<Told> told;
  AttemptHistory history([&told](const Attempt& attempt, std::size_t tries) {
    told.emplace_back(tries, attempt.result);
  });
  history.add(Duration{0}, {false, "refused"});    // the first
  history.add(Duration{100}, {false, "refused"});  // the same, too soon
  history.add(Duration{249}, {false, "refused"});
  history.add(Duration{250}, {false, "refused"});  // the same, late enough
  history.add(Duration{300}, {false, "503"});      // new
  history.add(Duration{549}, {false, "503"});      // 249 ms after that
  history.add(Duration{550}, {false, "503"});
  EXPECT_EQ(told, (std::vector<Told>{{1, "refused"}, {4, "refused"}, {5, "503"}, {7, "503"}}));
}

}  // namespace
}  // namespace devstack::probe
