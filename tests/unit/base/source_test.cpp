// Lines of a file as messages quote them.
#include "devstack/base/source.hpp"

#include <gtest/gtest.h>

namespace devstack {
namespace {

TEST(SourceFile, LinesAreCountedFromOne) {
  const SourceFile file{"f", "first\nsecond\r\n\nlast"};
  EXPECT_EQ(file.line(1), "first");
  EXPECT_EQ(file.line(2), "second");
  EXPECT_EQ(file.line(3), "");
  EXPECT_EQ(file.line(4), "last");
}

TEST(SourceFile, LinesThatAreNotThereAreEmpty) {
  const SourceFile file{"f", "only\n"};
  EXPECT_EQ(file.line(0), "");
  EXPECT_EQ(file.line(2), "");
  EXPECT_EQ(file.line(4'000'000'000U), "");
  EXPECT_EQ(SourceFile{}.line(1), "");
}

TEST(SourceSpan, RendersItsPosition) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"stack.yaml", ""});
  const SourceSpan span{file, 14, 9, 3};
  EXPECT_TRUE(span.known());
  EXPECT_EQ(span.to_string(), "stack.yaml:14:9");
  EXPECT_EQ(span.file_and_line(), "stack.yaml:14");
}

TEST(SourceSpan, IsEmptyWhenUnknown) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"stack.yaml", ""});
  EXPECT_EQ(SourceSpan{}.to_string(), "");
  EXPECT_EQ((SourceSpan{file, 0, 0, 1}).file_and_line(), "");
}

}  // namespace
}  // namespace devstack
