// Events as lines with times.
#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

struct Plain {
  fakes::FakeClock clock;
  std::string text, out;
  std::unique_ptr<Renderer> renderer = make_renderer(
      Mode::kPlain, terminal(80), clock, [this](std::string_view bytes) { out += bytes; },
      [this](std::string_view bytes) { text += bytes; });
};

TEST(PlainRenderer, OneLineForEachTransition) {
  Plain plain;
  auto events = warming_api();
  events.push_back({Duration{2950}, ResourceChanged{"network", "shop_default", "created"}});
  events.push_back({Duration{3900}, change("api", ServiceState::kReady, "", Duration{2100})});
  events.push_back({Duration{3950}, api_not_ready()});
  events.push_back({Duration{4400}, ready()});
  play(*plain.renderer, plain.clock, events);
  expect_golden("plain", plain.text);
  EXPECT_EQ(plain.out, "");
  EXPECT_EQ(plain.text.find('\x1b'), std::string::npos);
}

TEST(PlainRenderer, MentionsALongWaitAgain) {
  Plain plain;
  play(*plain.renderer, plain.clock,
       {{Duration{0}, shop()},
        {Duration{0}, change("db", ServiceState::kStarting)},
        {Duration{5000}, change("db", ServiceState::kStarting, "tcp :5432 refused")},
        {Duration{12'000}, Notice{Notice::Level::kInfo, "end"}}});
  EXPECT_EQ(plain.text,
            "shop · dev · engine 28.5.2 · 7 services\n"
            "    0ms  db       starting\n"
            "  10.0s  db       starting  tcp :5432 refused\n"
            "end\n");
}

}  // namespace
}  // namespace devstack::ui
