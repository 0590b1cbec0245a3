// What the environment decides about output.
#include "cli/console.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

Streams all_terminals() {
  Streams streams;
  streams.input_is_terminal = streams.output_is_terminal = streams.error_is_terminal = true;
  streams.columns = 120;
  return streams;
}

struct Case {
  const char* name;
  load::Environment environment;
  ui::Mode mode;
  ui::Color color;
  ui::Glyphs glyphs;
};

class ConsoleOf : public ::testing::TestWithParam<Case> {};

TEST_P(ConsoleOf, Environment) {
  const auto console = make_console({}, GetParam().environment, all_terminals());
  EXPECT_EQ(console.progress, GetParam().mode);
  EXPECT_EQ(console.error.color, GetParam().color);
  EXPECT_EQ(console.error.glyphs, GetParam().glyphs);
  EXPECT_EQ(console.error.columns, 120U);
}

INSTANTIATE_TEST_SUITE_P(
    Environments, ConsoleOf,
    ::testing::Values(
        Case{"plain", {}, ui::Mode::kTty, ui::Color::kAlways, ui::Glyphs::kAscii},
        Case{"utf8",
             {{"LANG", "C.UTF-8"}},
             ui::Mode::kTty,
             ui::Color::kAlways,
             ui::Glyphs::kUnicode},
        Case{"lc_all_wins",
             {{"LANG", "C.UTF-8"}, {"LC_ALL", "C"}},
             ui::Mode::kTty,
             ui::Color::kAlways,
             ui::Glyphs::kAscii},
        Case{"ci", {{"CI", "true"}}, ui::Mode::kPlain, ui::Color::kAlways, ui::Glyphs::kAscii},
        Case{"ci_off", {{"CI", "false"}}, ui::Mode::kTty, ui::Color::kAlways, ui::Glyphs::kAscii},
        Case{
            "no_color", {{"NO_COLOR", "1"}}, ui::Mode::kTty, ui::Color::kNever, ui::Glyphs::kAscii},
        Case{"dumb", {{"TERM", "dumb"}}, ui::Mode::kPlain, ui::Color::kNever, ui::Glyphs::kAscii}),
    [](const auto& instance) { return instance.param.name; });

TEST(Console, PipesGetPlainLinesWithoutColour) {
  const auto console = make_console({}, {{"LANG", "C.UTF-8"}}, Streams{});
  EXPECT_EQ(console.progress, ui::Mode::kPlain);
  EXPECT_EQ(console.output.color, ui::Color::kNever);
}

TEST(Console, OptionsWin) {
  GlobalOptions options;
  options.color = ColorChoice::kAlways;
  options.progress = ProgressChoice::kJson;
  options.quiet = true;
  const auto console = make_console(options, {{"NO_COLOR", "1"}}, Streams{});
  EXPECT_EQ(console.output.color, ui::Color::kAlways);
  EXPECT_EQ(console.progress, ui::Mode::kJson);
  options.progress = ProgressChoice::kAuto;
  EXPECT_EQ(make_console(options, {}, Streams{}).progress, ui::Mode::kQuiet);
}

}  // namespace
}  // namespace devstack::cli
