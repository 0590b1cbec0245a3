// The way of a value, and what messages say of it.
#include "devstack/base/source_step.hpp"

#include <gtest/gtest.h>

#include "devstack/base/diagnostic.hpp"

namespace devstack {
namespace {

SourceSpan place(const char* path, std::uint32_t line) {
  return {std::make_shared<const SourceFile>(SourceFile{path, "a: 1\nb: 2\nc: 3\n"}), line, 1, 1};
}

TEST(SourceStep, TheLastPassageIsTheOutermost) {
  SourceSpan span = place("base.yaml", 1);
  EXPECT_EQ(last_passage(span), nullptr);
  add_step(span, {SourceStep::Kind::kAlias, place("base.yaml", 2), {}, {}});
  add_step(span, {SourceStep::Kind::kExtends, place("top.yaml", 3), "base", {}});
  add_step(span, {SourceStep::Kind::kOverrode, place("old.yaml", 1), "x", {}});
  ASSERT_NE(last_passage(span), nullptr);
  EXPECT_EQ(last_passage(span)->where.to_string(), "top.yaml:3:1");
  EXPECT_EQ(span.to_string(), "base.yaml:1:1");
}

TEST(SourceStep, CopiesOfAPositionDoNotShareLaterSteps) {
  SourceSpan one = place("f", 1);
  SourceSpan other = one;
  add_step(one, {SourceStep::Kind::kInclude, place("g", 2), {}, {}});
  EXPECT_EQ(last_passage(other), nullptr);
}

TEST(SourceStep, ADiagnosticNamesThePlaceThatBroughtTheValue) {
  SourceSpan span = place("base.yaml", 1);
  add_step(span, {SourceStep::Kind::kExtends, place("top.yaml", 3), "base", {}});
  Diagnostics diagnostics;
  diagnostics.error("DS1202", span, "wrong");
  EXPECT_EQ(render(diagnostics.all().front()),
            "base.yaml:1:1: error[DS1202]: wrong\n"
            "    1 | a: 1\n"
            "      | ^\n"
            "top.yaml:3:1: note: merged here by `extends`\n"
            "    3 | c: 3\n"
            "      | ^\n");
}

TEST(SourceStep, ANoteOfTheDiagnosticItselfStays) {
  SourceSpan span = place("base.yaml", 1);
  add_step(span, {SourceStep::Kind::kExtends, place("top.yaml", 3), "base", {}});
  Diagnostics diagnostics;
  diagnostics.add(
      {Severity::kError, "DS1102", "twice", span, {}, place("base.yaml", 2), "the first"});
  EXPECT_EQ(diagnostics.all().front().also_message, "the first");
}

}  // namespace
}  // namespace devstack
