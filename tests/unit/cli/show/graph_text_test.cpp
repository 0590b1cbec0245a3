// The graph in each language.
#include "cli/show/graph_text.hpp"

#include <gtest/gtest.h>

#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

model::Stack shop() {
  model::Stack stack;
  stack.project = "shop";
  for (const char* name : {"api", "db", "migrate"}) stack.services[name].name = name;
  stack.services["migrate"].is_job = true;
  stack.services["migrate"].depends_on = {{"db", model::Condition::kHealthy, true, false, {}}};
  stack.services["api"].depends_on = {
      {"migrate", model::Condition::kCompletedSuccessfully, true, false, {}},
      {"db", model::Condition::kStarted, false, false, {}},
      {"gone", model::Condition::kStarted, false, false, {}}};
  return stack;
}

TEST(GraphText, Ascii) {
  EXPECT_EQ(graph_text(shop(), GraphArguments::Format::kAscii),
            "tier 1\n"
            "  ● db\n"
            "tier 2\n"
            "  ◆ migrate  after db (healthy)\n"
            "tier 3\n"
            "  ● api      after migrate (done), db (started, optional)\n");
}

TEST(GraphText, Dot) {
  EXPECT_EQ(graph_text(shop(), GraphArguments::Format::kDot),
            "digraph \"shop\" {\n"
            "  rankdir=LR;\n"
            "  \"api\";\n"
            "  \"db\";\n"
            "  \"migrate\" [shape=box];\n"
            "  \"migrate\" -> \"api\" [label=\"done\"];\n"
            "  \"db\" -> \"api\" [label=\"started\", style=dashed];\n"
            "  \"db\" -> \"migrate\" [label=\"healthy\"];\n"
            "}\n");
}

TEST(GraphText, Mermaid) {
  const std::string text = graph_text(shop(), GraphArguments::Format::kMermaid);
  EXPECT_TRUE(text.starts_with("flowchart LR\n  subgraph t0[\"tier 1\"]\n    s1[\"db\"]\n"));
  EXPECT_NE(text.find("s1 -->|healthy| s2\n"), std::string::npos);
}

TEST(GraphText, Json) {
  const auto json = parse_json(graph_text(shop(), GraphArguments::Format::kJson));
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ((*json)["schema"].as_string(), "devstack.graph/1");
  EXPECT_EQ((*json)["tiers"].items().size(), 3U);
  EXPECT_EQ((*json)["edges"].items().size(), 3U);
}

}  // namespace
}  // namespace devstack::cli
