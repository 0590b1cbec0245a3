// Where a variable stands in the document.
#include "cli/project/environment_place.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(EnvironmentPlace, FindsTheValue) {
  SourceSpan span;
  span.file = std::make_shared<SourceFile>(SourceFile{"stack.yaml", ""});
  span.line = 4;
  load::Loaded loaded;
  loaded.document.set("services", {})
      .set("api", {})
      .set("environment", {})
      .set("URL", load::Node::string("x", span));
  EXPECT_EQ(environment_place(loaded, "api", "URL").line, 4U);
  EXPECT_FALSE(environment_place(loaded, "api", "OTHER").known());
  EXPECT_FALSE(environment_place(loaded, "db", "URL").known());
}

TEST(EnvironmentPlace, ALineWithoutItsPassword) {
  SourceSpan span;
  span.file = std::make_shared<SourceFile>(
      SourceFile{"stack.yaml", "a: 1\n  URL: postgres://a:hunter2@db/x\n"});
  span.line = 2;
  span.column = 8;
  span.length = 27;
  const auto shown = without_secrets(span);
  EXPECT_EQ(shown.to_string(), "stack.yaml:2:8");
  EXPECT_EQ(shown.file->line(2), "  URL: postgres://a:***@db/x");
  EXPECT_EQ(shown.length, 21U);
  span.line = 1;
  EXPECT_EQ(without_secrets(span).file, span.file);
}

}  // namespace
}  // namespace devstack::cli
