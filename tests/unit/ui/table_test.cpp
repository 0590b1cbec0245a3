// Columns.
#include "devstack/ui/table.hpp"

#include <gtest/gtest.h>

namespace devstack::ui {
namespace {

TEST(Table, AlignsByColumnsOfTheTerminal) {
  Table table({"NAME", "STATE", "URL"});
  table.add({"db", "running", "localhost:5432"});
  table.add({"日本", "up", ""});
  EXPECT_EQ(table.to_string(),
            "NAME  STATE    URL\n"
            "db    running  localhost:5432\n"
            "日本  up\n");
}

TEST(Table, CutsTheLastColumn) {
  Table table({"NAME", "URL"});
  table.add({"db", "http://localhost:5432/long"});
  EXPECT_EQ(table.to_string(20),
            "NAME  URL\n"
            "db    http://localh…\n");
  EXPECT_EQ(table.to_string(3),
            "NAME  URL\n"
            "db    http://…\n");
}

TEST(Table, CellsAreSafeAndOneLine) {
  Table table({"A"});
  table.add({"x\n\x1b[2Jy"});
  EXPECT_EQ(table.to_string(), "A\nx \\x1b[2Jy\n");
}

}  // namespace
}  // namespace devstack::ui
