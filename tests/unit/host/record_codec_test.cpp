#include "host/record_codec.hpp"

#include <gtest/gtest.h>

namespace devstack::host {
namespace {

TEST(RecordCodec, RoundTripKeepsEveryByte) {
  const StateStore::Record record{
      {"plain", "value"}, {"tab\tkey", "line\nbreak"}, {"back\\slash", "\\n"}, {"empty", ""}};
  EXPECT_EQ(decode_record(encode_record(record)), record);
}

TEST(RecordCodec, AnEmptyRecordIsNotADamagedOne) {
  EXPECT_EQ(decode_record(encode_record({})), StateStore::Record{});
}

TEST(RecordCodec, DamageAnywhereIsNoticed) {
  const std::string text = encode_record({{"key", "value"}});
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(decode_record(damaged)) << "byte " << i;
    EXPECT_FALSE(decode_record(std::string_view(text).substr(0, i))) << "cut at " << i;
  }
}

TEST(RecordCodec, AnotherVersionIsForeign) {
  std::string text = encode_record({{"key", "value"}});
  text.replace(text.find(" 1 "), 3, " 2 ");
  EXPECT_FALSE(decode_record(text));
}

}  // namespace
}  // namespace devstack::host
