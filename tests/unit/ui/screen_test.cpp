// Header, height and closing lines.
#include "ui/screen.hpp"

#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

std::string text_of(const StyledLine& line) { return to_bytes(line, 60, Color::kNever); }

TEST(Screen, HeaderNamesTheVerbUnlessItIsUp) {
  ProgressState state;
  auto run = shop();
  apply(state, run, SteadyTime{});
  EXPECT_EQ(text_of(header_line(state, SteadyTime{} + Duration{3900})),
            "shop · dev · engine 28.5.2                              3.9s");
  run.verb = "down";
  run.profiles.clear();
  apply(state, run, SteadyTime{});
  EXPECT_TRUE(text_of(header_line(state, SteadyTime{})).starts_with("shop · down · engine"));
}

TEST(Screen, CutsWhatStillDoesNotFitAndSaysSo) {
  ProgressState state;
  apply(state, shop(), SteadyTime{});
  for (const char* name : {"db", "redis", "migrate", "api"}) {
    apply(state, change(name, ServiceState::kStarting), SteadyTime{});
  }
  const auto lines = live_lines(state, SteadyTime{}, 60, 4);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(text_of(lines.back()), "… 4 more lines");
}

TEST(Screen, ClosingTextWrapsAddressesAndTheChain) {
  EXPECT_EQ(closing_text(ready(), terminal(101)),
            "ready in 4.4s · slowest chain: db 0.9s > migrate 0.7s > api 2.1s\n"
            "  api  http://localhost:8080     db   postgres://postgres:***@localhost:5432\n"
            "  env: eval \"$(devstack env)\"\n");
  EXPECT_EQ(closing_text(ready(), terminal(40)),
            "ready in 4.4s\n"
            "  slowest chain: db 0.9s > migrate 0.7s > api 2.1s\n"
            "  api  http://localhost:8080\n"
            "  db   postgres://postgres:***@localhost:5432\n"
            "  env: eval \"$(devstack env)\"\n");
}

}  // namespace
}  // namespace devstack::ui
