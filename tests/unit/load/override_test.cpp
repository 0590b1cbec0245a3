// What is written down of a value when another takes its place.
#include "load/override.hpp"

#include <gtest/gtest.h>

#include "devstack/base/source_step.hpp"
#include "load/merge.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;

const SourceStep* steps_of(const Node& node) { return node.span.steps.get(); }

TEST(Override, NothingIsRecordedUnlessAsked) {
  Node base = parse("a: 1\n", "base");
  Diagnostics diagnostics;
  merge_document(base, parse("a: 2\n", "over"), diagnostics);
  EXPECT_EQ(steps_of(base), nullptr);
  EXPECT_EQ(steps_of(*base.find("a")), nullptr);
}

TEST(Override, KeepsPlaceAndTextOfTheValueBefore) {
  Node base = parse("a: {b: 1}\n", "base");
  Diagnostics diagnostics;
  merge_document(base, parse("a: {b: 2}\n", "over"), diagnostics, Record::kSteps);
  const SourceStep* step = steps_of(*base.find("a")->find("b"));
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->kind, SourceStep::Kind::kOverrode);
  EXPECT_EQ(step->where.to_string(), "base:1:8");
  EXPECT_EQ(step->text, "1");
  const SourceStep* merged = steps_of(*base.find("a"));
  ASSERT_NE(merged, nullptr);
  EXPECT_EQ(merged->kind, SourceStep::Kind::kMerged);
  EXPECT_EQ(merged->where.to_string(), "over:1:4");
}

TEST(Override, SeveralFilesMakeAChain) {
  Node base = parse("a: 1\n", "one");
  Diagnostics diagnostics;
  merge_document(base, parse("a: 2\n", "two"), diagnostics, Record::kSteps);
  merge_document(base, parse("a: 3\n", "three"), diagnostics, Record::kSteps);
  const SourceStep* step = steps_of(*base.find("a"));
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->where.to_string(), "two:1:4");
  ASSERT_NE(step->where.steps, nullptr);
  EXPECT_EQ(step->where.steps->where.to_string(), "one:1:4");
}

TEST(Override, ResetsAreNotedOnTheParent) {
  Node base = parse("services: {a: {image: x, ports: [80]}}\n", "base");
  Node over = parse("services: {a: {ports: !reset null, image: !override y}}\n", "over");
  apply_resets(base, over, Record::kSteps);
  const Node& service = *base.find("services")->find("a");
  EXPECT_EQ(service.find("ports"), nullptr);
  const SourceStep* step = steps_of(service);
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->kind, SourceStep::Kind::kRemoved);
  EXPECT_EQ(step->text, "ports");
  EXPECT_EQ(step->where.steps->text, "[80]");
  const SourceStep* replaced = steps_of(*over.find("services")->find("a")->find("image"));
  ASSERT_NE(replaced, nullptr);
  EXPECT_EQ(replaced->text, "x");
}

TEST(Override, TextsAreCompactAndCut) {
  EXPECT_EQ(compact_text(parse("{a: [1, 'x'], b: {c: null}}\n")), "{a: [1, x], b: {c: null}}");
  const std::string text = compact_text(parse("[" + std::string(300, 'x') + "]\n"));
  EXPECT_LT(text.size(), 210U);
  EXPECT_TRUE(text.ends_with("…"));
}

}  // namespace
}  // namespace devstack::load
