// Marking what came by alias, `<<`, `extends` or `include`.
#include "load/passage.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;

SourceStep extends_at(const SourceSpan& where) {
  return {SourceStep::Kind::kExtends, where, "base", {}};
}

TEST(Passage, MarksKeysValuesAndItemsAllTheWayDown) {
  Node node = parse("a: {b: [1, {c: 2}]}\n");
  const SourceSpan where = parse("x\n").span;
  mark_passage(node, extends_at(where));
  const Entry& a = node.entries[0];
  const Node& list = a.value.entries[0].value;
  for (const SourceSpan* span :
       {&std::as_const(node).span, &a.key_span, &a.value.span, &list.items[0].span,
        &list.items[1].entries[0].key_span, &list.items[1].entries[0].value.span}) {
    ASSERT_NE(last_passage(*span), nullptr);
    EXPECT_EQ(last_passage(*span)->text, "base");
  }
}

TEST(Passage, NeighboursShareTheStep) {
  Node node = parse("[1, 2, 3]\n");
  mark_passage(node, extends_at(node.span));
  EXPECT_EQ(node.items[0].span.steps, node.items[2].span.steps);
}

TEST(Passage, EarlierStepsStay) {
  Node node = parse("a: &x {k: 1}\nb: *x\n");
  Node& value = *node.find("b");
  mark_passage(value, extends_at(node.span));
  const SourceStep* last = last_passage(value.find("k")->span);
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(last->kind, SourceStep::Kind::kExtends);
  ASSERT_NE(last->earlier, nullptr);
  EXPECT_EQ(last->earlier->kind, SourceStep::Kind::kAlias);
  EXPECT_EQ(last_passage(node.find("a")->find("k")->span), nullptr);
}

}  // namespace
}  // namespace devstack::load
