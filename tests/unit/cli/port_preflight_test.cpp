// Which variable a port comes from.
#include "cli/port_preflight.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace devstack::cli {
namespace {

std::string variable_of(const std::string& line, std::uint16_t port) {
  auto file = std::make_shared<SourceFile>();
  file->path = "stack.yaml";
  file->text = line + "\n";
  return port_variable(SourceSpan{file, 1, 1, 1}, port);
}

TEST(PortVariable, IsTheOneThatGivesThePort) {
  EXPECT_EQ(variable_of("ports: [\"${DB_PORT:-5432}:5432\"]", 5432), "DB_PORT");
  EXPECT_EQ(variable_of("ports: [\"${A:-1}:1\", \"${B:-2}:2\"]", 2), "B");
  EXPECT_EQ(variable_of("ports: [\"${IP-127.0.0.1}:${WEB-80}:80\"]", 80), "WEB");
  EXPECT_EQ(variable_of("ports: [\"${WEB}:80\"]", 8080), "WEB");
  EXPECT_EQ(variable_of("ports: [\"5432:5432\"]", 5432), "");
  EXPECT_EQ(variable_of("ports: [\"${BROKEN", 5432), "");
  EXPECT_EQ(port_variable({}, 5432), "");
}

}  // namespace
}  // namespace devstack::cli
