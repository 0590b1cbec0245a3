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

TEST(FieldLabel, WhatIsNoLabelIsNothing) {
  for (const char* text : {"", "{", "[]", "3", "null"}) {
    EXPECT_FALSE(decode_field_label(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace devstack::reconcile
