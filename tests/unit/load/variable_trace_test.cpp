// Which variables a value used, and who had set them.
#include "load/variable_trace.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;

/// "kind:text:detail", the last step first.
std::string steps_of(const Node& node) {
  std::string out;
  for (const SourceStep* step = node.span.steps.get(); step != nullptr;
       step = step->earlier.get()) {
    const bool is_template = step->kind == SourceStep::Kind::kTemplate;
    out += (out.empty() ? "" : " / ") + std::string(is_template ? "template " : "") + step->text +
           (step->detail.empty() ? "" : " by " + step->detail);
  }
  return out;
}

TEST(VariableTrace, RecordsTheTextAndEachVariable) {
  Variables variables(Environment{{"A", "1"}, {"EMPTY", ""}});
  Node node = parse("[\"${A}-${B:-2}\", \"${EMPTY:-x}${EMPTY-x}\", plain, $C]\n", "f");
  std::vector<VariableUse> uses;
  trace_variables(node, variables, uses);
  EXPECT_EQ(steps_of(node.items[0]),
            "template ${A}-${B:-2} / A by shell / B by not set: the default in the file");
  EXPECT_EQ(steps_of(node.items[1]),
            "template ${EMPTY:-x}${EMPTY-x} / EMPTY by not set: the default in the file / "
            "EMPTY by shell");
  EXPECT_EQ(steps_of(node.items[2]), "");
  EXPECT_EQ(steps_of(node.items[3]), "template $C / C by not set");
  std::string places;
  for (const VariableUse& use : uses) places += use.name + "@" + use.where.to_string() + " ";
  EXPECT_EQ(places, "A@f:1:3 B@f:1:8 EMPTY@f:1:19 EMPTY@f:1:30 C@f:1:50 ");
}

TEST(VariableTrace, KnowsTheLineOfAnEnvFile) {
  Variables variables(Environment{});
  variables.add_file_entries({{"A", "1", parse("x\n", ".env").span}}, ".env");
  Node value = parse("1\n", "f");
  note_variable(value, "A", nullptr);
  EXPECT_EQ(value.span.steps, nullptr);
  note_variable(value, "A", &variables);
  ASSERT_NE(value.span.steps, nullptr);
  EXPECT_EQ(value.span.steps->where.to_string(), ".env:1:1");
  EXPECT_EQ(value.span.steps->detail, ".env");
}

}  // namespace
}  // namespace devstack::load
