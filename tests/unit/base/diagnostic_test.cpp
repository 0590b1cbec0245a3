// The exact form of findings, and the cap.
#include "devstack/base/diagnostic.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"

namespace devstack {
namespace {

SourceFilePtr file_with(std::string text, std::string path = "stack.yaml") {
  return std::make_shared<const SourceFile>(SourceFile{std::move(path), std::move(text)});
}

Diagnostic error_at(SourceSpan where, std::string message = "wrong") {
  return {Severity::kError, "DS1203", std::move(message), std::move(where), "", {}, ""};
}

TEST(RenderDiagnostic, ShowsTheLineACaretAndAHint) {
  std::string text(13, '\n');
  text += "      - postgers\n";
  auto diagnostic = error_at({file_with(text), 14, 9, 8},
                             "service \"api\" depends on \"postgers\", which is not defined");
  diagnostic.hint = "did you mean \"postgres\"?";
  EXPECT_EQ(render(diagnostic),
            "stack.yaml:14:9: error[DS1203]: service \"api\" depends on \"postgers\", which is not "
            "defined\n"
            "   14 |       - postgers\n"
            "      |         ^~~~~~~~\n"
            "  hint: did you mean \"postgres\"?\n");
}

TEST(RenderDiagnostic, WarnsWithoutAPosition) {
  Diagnostic diagnostic = error_at({});
  diagnostic.severity = Severity::kWarning;
  EXPECT_EQ(render(diagnostic), "warning[DS1203]: wrong\n");
  diagnostic.code.clear();
  EXPECT_EQ(render(diagnostic), "warning: wrong\n");
}

TEST(RenderDiagnostic, NamesTheFileWhenItIsAboutTheWhole) {
  EXPECT_EQ(render(error_at({file_with("x"), 0, 0, 1})), "stack.yaml: error[DS1203]: wrong\n");
}

TEST(RenderDiagnostic, ShowsTheSecondPlaceAsANote) {
  const auto file = file_with("a: 1\na: 2\n");
  auto diagnostic = error_at({file, 2, 1, 1}, "key \"a\" stands twice");
  diagnostic.also_where = {file, 1, 1, 1};
  diagnostic.also_message = "it stands here first";
  diagnostic.hint = "remove one\nor rename it";
  EXPECT_EQ(render(diagnostic),
            "stack.yaml:2:1: error[DS1203]: key \"a\" stands twice\n"
            "    2 | a: 2\n"
            "      | ^\n"
            "stack.yaml:1:1: note: it stands here first\n"
            "    1 | a: 1\n"
            "      | ^\n"
            "  hint: remove one\n"
            "        or rename it\n");
}

TEST(RenderDiagnostic, PlacesTheCaretByColumnsNotBytes) {
  EXPECT_EQ(render(error_at({file_with("\tk\xC3\xA4: 漢字 x"), 1, 7, 6})),
            "stack.yaml:1:7: error[DS1203]: wrong\n"
            "    1 |  kä: 漢字 x\n"
            "      |      ^~~~\n");
}

TEST(RenderDiagnostic, SurvivesHostileBytesAndSpansBeyondTheLine) {
  EXPECT_EQ(render(error_at({file_with("\x1b[2Jx\xFF"), 1, 5, 900}, "bad \x1b")),
            "stack.yaml:1:5: error[DS1203]: bad \\x1b\n"
            "    1 | \\x1b[2Jx\\xff\n"
            "      |        ^~~~~\n");
  EXPECT_EQ(render(error_at({file_with("ab"), 1, 99, 3})),
            "stack.yaml:1:99: error[DS1203]: wrong\n    1 | ab\n      |   ^\n");
  EXPECT_EQ(render(error_at({file_with("ab"), 7, 1, 1})), "stack.yaml:7:1: error[DS1203]: wrong\n");
  EXPECT_EQ(render(error_at({file_with("ab"), 1, 0, 0})),
            "stack.yaml:1:0: error[DS1203]: wrong\n    1 | ab\n      | ^\n");
}

TEST(RenderDiagnostic, CutsLongLinesAroundThePlace) {
  std::string line;
  for (int i = 0; i < 5000; ++i) line += "ä";
  line += "HERE" + std::string(5000, 'y');
  const std::string text = render(error_at({file_with(line), 1, 10'001, 4}));
  EXPECT_LT(text.size(), 400U);
  EXPECT_NE(text.find("äHEREy"), std::string::npos);
  EXPECT_EQ(text.find("\\x"), std::string::npos) << "cut inside a character";
}

TEST(Diagnostics, SortsByPosition) {
  const auto a = file_with("", "a.yaml");
  const auto b = file_with("", "b.yaml");
  Diagnostics found;
  found.error("DS1", {b, 1, 1, 1}, "fourth");
  found.warning("DS1", {a, 2, 5, 1}, "third");
  found.error("DS1", {a, 2, 3, 1}, "second");
  found.error("DS1", {}, "first");
  std::string order;
  for (const auto& diagnostic : found.sorted()) order += diagnostic.message + " ";
  EXPECT_EQ(order, "first second third fourth ");
}

TEST(RenderDiagnostic, SurvivesLongLinesThatAreNoText) {
  const std::string line(500, '\xA4');
  for (const std::uint32_t column : {1U, 150U, 499U, 501U}) {
    EXPECT_FALSE(render(error_at({file_with(line), 1, column, 1})).empty()) << column;
  }
}

TEST(Diagnostics, WarningsAloneDoNotThrow) {
  Diagnostics found;
  found.warning("DS1", {}, "odd");
  EXPECT_FALSE(found.has_errors());
  EXPECT_NO_THROW(found.throw_if_errors());
}

TEST(Diagnostics, ThrowsEverythingAtOnce) {
  Diagnostics found;
  found.error("DS1201", {}, "one");
  found.warning("DS1202", {}, "two");
  try {
    found.throw_if_errors();
    FAIL() << "did not throw";
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.diagnostics().size(), 2U);
    EXPECT_EQ(error.exit_code(), ExitCode::kUsage);
    EXPECT_EQ(error.code(), "DS1201");
  }
}

TEST(Diagnostics, TheCapKeepsErrorsBeforeWarnings) {
  Diagnostics found;
  for (std::size_t i = 0; i < Diagnostics::kCap; ++i) found.warning("DS1", {}, "w");
  found.warning("DS1", {}, "w");
  EXPECT_EQ(found.dropped(), 1U);
  found.error("DS2", {}, "e");
  EXPECT_EQ(found.all().size(), Diagnostics::kCap);
  EXPECT_EQ(found.all().back().code, "DS2");
  EXPECT_EQ(found.dropped(), 2U);
  for (std::size_t i = 0; i < 2 * Diagnostics::kCap; ++i) found.error("DS2", {}, "e");
  EXPECT_EQ(found.all().size(), Diagnostics::kCap);
  EXPECT_EQ(found.dropped(), 2U + 2 * Diagnostics::kCap);
  EXPECT_TRUE(found.has_errors());
}

TEST(Diagnostics, WhatIsSaidOfOnePlaceTwiceIsSaidOnce) {
  Diagnostics found;
  found.add(error_at({file_with("A", "one.env"), 1, 1, 1}));
  found.add(error_at({file_with("A", "one.env"), 1, 1, 1}));
  EXPECT_EQ(found.all().size(), 1U);
  found.add(error_at({file_with("A", "one.env"), 1, 1, 1}, "wrong, too"));
  found.add(error_at({file_with("A", "two.env"), 1, 1, 1}));
  found.add(error_at({}));
  found.add(error_at({}));
  EXPECT_EQ(found.all().size(), 5U) << "without a place the same words may mean two things";
}

}  // namespace
}  // namespace devstack
