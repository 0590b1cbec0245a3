// Golden screens, and manners towards the terminal.
#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

struct Tty {
  fakes::FakeClock clock;
  std::string bytes;
  std::size_t writes = 0;
  std::unique_ptr<Renderer> renderer;

  explicit Tty(Terminal terminal) {
    const auto write = [this](std::string_view text) {
      bytes += text;
      ++writes;
    };
    renderer = make_renderer(Mode::kTty, terminal, clock, write, write);
  }
};

class TtyScreen : public ::testing::TestWithParam<std::size_t> {};

TEST_P(TtyScreen, WarmingApi) {
  Tty tty(terminal(GetParam()));
  play(*tty.renderer, tty.clock, warming_api());
  tty.clock.advance(Duration{100});
  tty.renderer->tick();
  expect_golden("tty_warming_" + std::to_string(GetParam()), screen_of(tty.bytes));
}

TEST_P(TtyScreen, Ready) {
  Tty tty(terminal(GetParam()));
  auto events = warming_api();
  events.push_back({Duration{3900}, change("api", ServiceState::kReady, "", Duration{2100})});
  events.push_back({Duration{4300}, change("web", ServiceState::kReady, "", Duration{300})});
  events.push_back({Duration{4400}, ready()});
  play(*tty.renderer, tty.clock, events);
  expect_golden("tty_ready_" + std::to_string(GetParam()), screen_of(tty.bytes));
}

TEST_P(TtyScreen, Failure) {
  Tty tty(terminal(GetParam()));
  auto events = warming_api();
  RunFinished finished;
  finished.ok = false;
  finished.summary = "1 failure after 32s; what runs stays up";
  finished.took = Duration{32'000};
  events.push_back(
      {Duration{32'000}, change("api", ServiceState::kFailed, "503", Duration{30'000})});
  events.push_back({Duration{32'000}, change("web", ServiceState::kSkipped, "needs api")});
  events.push_back({Duration{32'000}, api_not_ready()});
  events.push_back({Duration{32'000}, finished});
  play(*tty.renderer, tty.clock, events);
  expect_golden("tty_failure_" + std::to_string(GetParam()), screen_of(tty.bytes));
}

INSTANTIATE_TEST_SUITE_P(Widths, TtyScreen, ::testing::Values(40, 80, 200));

TEST(TtyRenderer, AsciiWhereTheLocaleIsNotUtf8) {
  auto ascii = terminal(80);
  ascii.glyphs = Glyphs::kAscii;
  Tty tty(ascii);
  play(*tty.renderer, tty.clock, warming_api());
  tty.clock.advance(Duration{100});
  tty.renderer->tick();
  expect_golden("tty_warming_ascii", screen_of(tty.bytes));
  EXPECT_TRUE(std::all_of(tty.bytes.begin(), tty.bytes.end(),
                          [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST(TtyRenderer, FitsTheHeightOfTheTerminal) {
  Tty tty(terminal(60, 8));
  RunStarted run = shop();
  run.tiers.clear();
  for (const char* tier : {"a", "b", "c"}) {
    RunStarted::Tier made{tier, {}};
    for (int i = 0; i < 20; ++i) made.services.push_back(tier + std::to_string(i));
    run.tiers.push_back(made);
  }
  std::vector<Timed> events{{Duration{0}, run}};
  for (int i = 0; i < 20; ++i) {
    events.push_back({Duration{100}, change("a" + std::to_string(i), ServiceState::kReady)});
    events.push_back({Duration{200}, change("b" + std::to_string(i), ServiceState::kStarting)});
  }
  play(*tty.renderer, tty.clock, events);
  tty.clock.advance(Duration{100});
  tty.renderer->tick();
  const std::string screen = screen_of(tty.bytes);
  expect_golden("tty_low", screen);
  EXPECT_LE(std::count(screen.begin(), screen.end(), '\n'), 6);
}

TEST(TtyRenderer, PaintsAtMostTenTimesASecondAndOnlyChanges) {
  Tty tty(terminal(80));
  tty.renderer->on_event(shop());
  const std::size_t after_start = tty.writes;
  for (int i = 0; i < 50; ++i) {
    tty.clock.advance(Duration{1});
    tty.renderer->on_event(change("db", ServiceState::kStarting, std::to_string(i)));
  }
  EXPECT_EQ(tty.writes, after_start);
  tty.clock.advance(Duration{100});
  tty.renderer->tick();
  EXPECT_EQ(tty.writes, after_start + 1);
}

TEST(TtyRenderer, ShowsTheCursorAgainHoweverItEnds) {
  {
    Tty tty(terminal(80));
    tty.renderer->on_event(shop());
    EXPECT_NE(tty.bytes.find("\x1b[?25l"), std::string::npos);
    tty.renderer.reset();
    EXPECT_TRUE(tty.bytes.ends_with("\x1b[?25h"));
  }
  Tty tty(terminal(80));
  tty.renderer->on_event(shop());
  tty.renderer->close();
  const std::string closed = tty.bytes;
  tty.renderer->close();
  EXPECT_EQ(tty.bytes, closed);
}

TEST(TtyRenderer, WithoutARunOnlyTheSummary) {
  Tty tty(terminal(80));
  RunFinished finished;
  finished.summary = "up to date: 9 services ready, 3 jobs current (31ms)";
  tty.renderer->on_event(finished);
  EXPECT_EQ(tty.bytes, "up to date: 9 services ready, 3 jobs current (31ms)\n");
}

TEST(TtyRenderer, NoticesStandAboveTheRegion) {
  Tty tty(terminal(80));
  tty.renderer->on_event(shop());
  tty.renderer->on_event(Notice{Notice::Level::kWarning, "an orphan\x1b[31m"});
  EXPECT_TRUE(screen_of(tty.bytes).starts_with("warning: an orphan\\x1b[31m\nshop · dev"));
}

}  // namespace
}  // namespace devstack::ui
