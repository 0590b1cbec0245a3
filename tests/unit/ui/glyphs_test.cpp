// Every state has a shape, a twin and a word.
#include "devstack/ui/glyphs.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "devstack/base/text.hpp"

namespace devstack::ui {
namespace {

constexpr std::array kStates{
    ServiceState::kWaiting,  ServiceState::kPulling,      ServiceState::kBuilding,
    ServiceState::kCreating, ServiceState::kStarting,     ServiceState::kReady,
    ServiceState::kJobDone,  ServiceState::kJobUnchanged, ServiceState::kStopping,
    ServiceState::kStopped,  ServiceState::kRemoving,     ServiceState::kRemoved,
    ServiceState::kFailed,   ServiceState::kSkipped,      ServiceState::kPushing,
    ServiceState::kPulled,   ServiceState::kBuilt,        ServiceState::kPushed};

TEST(Glyphs, AreOneColumnWideAndHaveAnAsciiTwin) {
  for (const auto state : kStates) {
    for (const auto implementation : {Implementation::kDeclared, Implementation::kMock}) {
      const std::string sign(glyph(state, implementation));
      EXPECT_EQ(display_width(sign), 1U) << sign;
      const std::string ascii = in_charset(sign, Glyphs::kAscii);
      EXPECT_EQ(ascii.size(), 1U) << sign;
    }
  }
}

TEST(Glyphs, EveryStateHasItsWord) {
  std::set<std::string_view> words;
  for (const auto state : kStates) {
    EXPECT_FALSE(word(state).empty());
    words.insert(word(state));
  }
  EXPECT_EQ(words.size(), kStates.size());
}

TEST(Glyphs, AFallbackShowsOnlyOnceItWorks) {
  EXPECT_EQ(glyph(ServiceState::kReady, Implementation::kStandIn), "▲");
  EXPECT_EQ(glyph(ServiceState::kFailed, Implementation::kStandIn), "✖");
  EXPECT_EQ(word(Implementation::kStandIn), "stand-in");
  EXPECT_EQ(word(Implementation::kDeclared), "");
}

TEST(Glyphs, PaintNeedsColour) {
  EXPECT_EQ(paint("x", Style::kBad, Color::kNever), "x");
  EXPECT_EQ(paint("x", Style::kBad, Color::kAlways), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(paint("x", Style::kPlain, Color::kAlways), "x");
  EXPECT_EQ(paint("", Style::kBad, Color::kAlways), "");
}

}  // namespace
}  // namespace devstack::ui
