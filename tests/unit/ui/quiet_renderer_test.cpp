// Failures only.
#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

TEST(QuietRenderer, OnlyFailures) {
  fakes::FakeClock clock;
  std::string text;
  const auto write = [&text](std::string_view bytes) { text += bytes; };
  const auto renderer = make_renderer(Mode::kQuiet, terminal(80), clock, write, write);
  play(*renderer, clock, warming_api());
  renderer->on_event(ready());
  EXPECT_EQ(text, "");
  renderer->on_event(api_not_ready());
  EXPECT_EQ(text, render(api_not_ready(), terminal(80)));
}

}  // namespace
}  // namespace devstack::ui
