#include <gtest/gtest.h>

#include "load/yaml_key_order.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

TEST(YamlKeyOrder, NumbersByValueAndLettersLast) {
  EXPECT_TRUE(yaml_key_less("a2", "a10"));
  EXPECT_TRUE(yaml_key_less("A_B", "AB"));
  EXPECT_TRUE(yaml_key_less("KEY_API_PORT", "KEYS"));
  EXPECT_TRUE(yaml_key_less("1", "a"));
  EXPECT_TRUE(yaml_key_less("a", "ab"));
  EXPECT_TRUE(yaml_key_less("B", "a"));
  EXPECT_FALSE(yaml_key_less("a", "a"));
}

TEST(YamlKeyOrder, AfterADigitLettersComeFirst) {
  EXPECT_TRUE(yaml_key_less("HTTP1a", "HTTP1_"));
  EXPECT_TRUE(yaml_key_less("a100", "a101"));
}

}  // namespace
}  // namespace devstack::load
