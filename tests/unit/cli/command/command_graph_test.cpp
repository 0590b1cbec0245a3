// `graph` over a small stack.
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandGraph, NeedsNoEngine) {
  const auto answer = run_with_stack("shop.yaml", {"-H", "unix:///nowhere", "graph", "-o", "dot"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_NE(answer.out.find("\"db\" -> \"api\" [label=\"healthy\"]"), std::string::npos);
}

}  // namespace
}  // namespace devstack::cli
