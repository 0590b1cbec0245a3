#include "load/value_check.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using namespace std::chrono_literals;

/// Messages about `text`, a mapping, after one check of its key "k".
template <class Check>
std::string found(const std::string& text, Check check) {
  const Node node = testing::parse(text);
  Diagnostics diagnostics;
  check(ValueCheck(NodeReader(&node), "m", "DS1412", diagnostics));
  std::string messages;
  for (const Diagnostic& finding : diagnostics.all()) {
    messages += finding.where.to_string() + " " + finding.message + ";";
  }
  return messages;
}

TEST(ValueCheck, WhatIsAbsentIsFine) {
  EXPECT_EQ(found("{}",
                  [](const ValueCheck& check) {
                    check.duration_above_zero("k");
                    check.duration_at_least("k", 1s);
                    check.integer_within("k", 1, 2);
                    check.number_above_zero("k");
                    check.size_above_zero("k");
                    check.text_not_blank("k");
                    check.text_is_one_word("k");
                    check.list_not_empty("k");
                  }),
            "");
}

TEST(ValueCheck, Durations) {
  const auto positive = [](const ValueCheck& check) { check.duration_above_zero("k"); };
  EXPECT_EQ(found("k: 1ms", positive), "");
  EXPECT_EQ(found("k: 0s", positive), "test.yaml:1:4 \"m.k\" must be longer than nothing, not 0s;");
  EXPECT_NE(found("k: -1s", positive), "");
  const auto slow = [](const ValueCheck& check) { check.duration_at_least("k", 10ms); };
  EXPECT_EQ(found("k: 10ms", slow), "");
  EXPECT_EQ(found("k: 9ms", slow), "test.yaml:1:4 \"m.k\" must be at least 10ms, not 9ms;");
}

TEST(ValueCheck, Numbers) {
  const auto range = [](const ValueCheck& check) { check.integer_within("k", 1, 65535); };
  EXPECT_EQ(found("k: 65535", range), "");
  EXPECT_EQ(found("k: 70000", range), "test.yaml:1:4 \"m.k\" must be from 1 to 65535, not 70000;");
  const auto number = [](const ValueCheck& check) { check.number_above_zero("k"); };
  EXPECT_EQ(found("k: 0.5", number), "");
  EXPECT_EQ(found("k: 0", number), "test.yaml:1:4 \"m.k\" must be more than 0, not 0;");
  EXPECT_NE(found("k: .inf", number), "");
  const auto size = [](const ValueCheck& check) { check.size_above_zero("k"); };
  EXPECT_EQ(found("k: 1", size), "");
  EXPECT_NE(found("k: -5", size), "");
}

TEST(ValueCheck, Texts) {
  const auto text = [](const ValueCheck& check) { check.text_not_blank("k"); };
  EXPECT_EQ(found("k: a", text), "");
  EXPECT_EQ(found("k: \" \"", text), "test.yaml:1:4 \"m.k\" is empty;");
  const auto word = [](const ValueCheck& check) { check.text_is_one_word("k"); };
  EXPECT_EQ(found("k: /a?b=1", word), "");
  EXPECT_NE(found("k: \"/a\\r\\nHost: b\"", word), "");
  const auto list = [](const ValueCheck& check) { check.list_not_empty("k"); };
  EXPECT_EQ(found("k: [a]", list), "");
  EXPECT_EQ(found("k: []", list), "test.yaml:1:4 \"m.k\" is an empty list;");
  EXPECT_EQ(found("k: [a, \"\"]", list), "test.yaml:1:8 \"m.k\" has an item without text;");
}

TEST(ValueCheck, NamesOfVariables) {
  for (const char* name : {"A", "_a1", "PATH"}) EXPECT_TRUE(is_variable_name(name)) << name;
  for (const char* name : {"", "1A", "A-B", "A;b", "A B", "Ä"}) {
    EXPECT_FALSE(is_variable_name(name)) << name;
  }
}

}  // namespace
}  // namespace devstack::load
