#include <gtest/gtest.h>

#include "load/cast.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

struct Case {
  const char* yaml;
  Cast cast;
  const char* text;  ///< null: refused
};

TEST(Cast, CanonicalScalars) {
  const Case cases[] = {
      {"yes", Cast::kBoolean, "true"},     {"\"FALSE\"", Cast::kBoolean, "false"},
      {"\"1\"", Cast::kBoolean, nullptr},  {"\"8080\"", Cast::kInteger, "8080"},
      {"3.0", Cast::kInteger, "3"},        {"3.5", Cast::kInteger, "3"},
      {"x", Cast::kInteger, nullptr},      {"\"0.50\"", Cast::kNumber, "0.5"},
      {"1", Cast::kNumber, "1"},           {"90s", Cast::kDuration, "1m30s"},
      {"\"5\"", Cast::kDuration, nullptr}, {"1g", Cast::kSize, "1073741824"},
      {"-1", Cast::kSize, "-1"},           {"\"-1\"", Cast::kSize, nullptr},
      {"12x", Cast::kSize, nullptr},       {"\"0440\"", Cast::kFileMode, "0440"},
      {"0o440", Cast::kFileMode, "0440"},  {"\"9\"", Cast::kFileMode, nullptr},
      {"all", Cast::kCount, "-1"},         {"2", Cast::kCount, "2"},
      {"1.0", Cast::kText, "1"},           {"0x10", Cast::kText, "16"},
      {"1e21", Cast::kText, "1e+21"},      {"123456789.5", Cast::kText, "1.234567895e+08"},
      {"0.00001", Cast::kText, "1e-05"},   {"true", Cast::kText, "true"},
  };
  for (const Case& c : cases) {
    Diagnostics diagnostics;
    CanonicalContext context{diagnostics, "key"};
    Node node = decode_testing::parse(c.yaml);
    cast_scalar(node, c.cast, context);
    EXPECT_EQ(diagnostics.has_errors(), c.text == nullptr) << c.yaml;
    if (c.text != nullptr) {
      EXPECT_EQ(node.text, c.text) << c.yaml;
    } else {
      EXPECT_TRUE(node.is_null()) << c.yaml;
    }
  }
}

TEST(Cast, NullIsAnEmptyLabelButNoVariable) {
  Diagnostics diagnostics;
  CanonicalContext context{diagnostics, "key"};
  Node label;
  cast_scalar(label, Cast::kTextOrEmpty, context);
  EXPECT_TRUE(label.is_string());
  Node variable;
  cast_scalar(variable, Cast::kText, context);
  EXPECT_TRUE(variable.is_null());
}

TEST(Cast, CodesTellDurationsFromSizes) {
  Diagnostics diagnostics;
  CanonicalContext context{diagnostics, "key"};
  Node duration = Node::string("soon");
  cast_scalar(duration, Cast::kDuration, context);
  Node size = Node::string("big");
  cast_scalar(size, Cast::kSize, context);
  ASSERT_EQ(diagnostics.all().size(), 2U);
  EXPECT_EQ(diagnostics.all()[0].code, "DS1208");
  EXPECT_EQ(diagnostics.all()[1].code, "DS1209");
}

}  // namespace
}  // namespace devstack::load
