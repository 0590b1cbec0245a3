// Which renderer writes where.
#include "devstack/ui/renderer.hpp"

#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

TEST(MakeRenderer, OnlyJsonWritesToOut) {
  for (const auto mode : {Mode::kTty, Mode::kPlain, Mode::kJson, Mode::kQuiet}) {
    fakes::FakeClock clock;
    std::string out;
    std::string err;
    const auto renderer = make_renderer(
        mode, terminal(80), clock, [&out](std::string_view bytes) { out += bytes; },
        [&err](std::string_view bytes) { err += bytes; });
    renderer->on_event(shop());
    renderer->on_event(api_not_ready());
    renderer->on_event(ready());
    EXPECT_EQ(out.empty(), mode != Mode::kJson);
    EXPECT_EQ(err.empty(), mode == Mode::kJson);
  }
}

}  // namespace
}  // namespace devstack::ui
