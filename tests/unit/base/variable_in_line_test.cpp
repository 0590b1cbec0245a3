// Which variable a value comes from.
#include "devstack/base/variable_in_line.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace devstack {
namespace {

std::string variable_of(const std::string& line, const std::string& value) {
  auto file = std::make_shared<SourceFile>();
  file->path = "stack.yaml";
  file->text = line + "\n";
  return variable_in_line(SourceSpan{file, 1, 1, 1}, value);
}

TEST(VariableInLine, IsTheOneThatGivesTheValue) {
  EXPECT_EQ(variable_of("ports: [\"${DB_PORT:-5432}:5432\"]", "5432"), "DB_PORT");
  EXPECT_EQ(variable_of("ports: [\"${A:-1}:1\", \"${B:-2}:2\"]", "2"), "B");
  EXPECT_EQ(variable_of("ports: [\"${IP-127.0.0.1}:${WEB-80}:80\"]", "80"), "WEB");
  EXPECT_EQ(variable_of("ports: [\"${WEB}:80\"]", "8080"), "WEB");
  EXPECT_EQ(variable_of("{subnet: \"${NET:-172.20.0.0/16}\"}", "172.20.0.0/16"), "NET");
  EXPECT_EQ(variable_of("ports: [\"5432:5432\"]", "5432"), "");
  EXPECT_EQ(variable_of("ports: [\"${BROKEN", "5432"), "");
  EXPECT_EQ(variable_in_line({}, "5432"), "");
}

}  // namespace
}  // namespace devstack
