// Field hashes survive the way through a label.
#include "reconcile/field_label.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

TEST(FieldLabel, RoundTrip) {
  const model::StringMap fields{{"environment.A\"B", "1"}, {"image", "2"}};
  EXPECT_EQ(decode_field_label(encode_field_label(fields)), fields);
  EXPECT_EQ(encode_field_label({}), "{}");
}

TEST(FieldLabel, AMarkIsAHashAndAValueThatMayBeShown) {
  model::Service service;
  service.field_hashes = {{"command", "1"}, {"environment.PASSWORD", "2"}};
  service.field_texts = {{"command", R"(["a b"])"}};
  const auto marks = field_marks(service);
  EXPECT_EQ(marks, (model::StringMap{{"command", R"(1 ["a b"])"}, {"environment.PASSWORD", "2"}}));
  EXPECT_EQ(split_mark(marks.at("command")).hash, "1");
  EXPECT_EQ(split_mark(marks.at("command")).text, R"(["a b"])");
  EXPECT_EQ(split_mark(marks.at("environment.PASSWORD")).text, "");
}

TEST(FieldLabel, WhatIsNoLabelIsNothing) {
  for (const char* text : {"", "{", "[]", "3", "null"}) {
    EXPECT_FALSE(decode_field_label(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace devstack::reconcile
