#include "engine/base64.hpp"

#include <gtest/gtest.h>

namespace devstack::engine {
namespace {

TEST(Base64, EncodesTheVectorsOfTheRfcWithPadding) {
  const std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(base64url(plain), encoded);
    EXPECT_EQ(base64_decode(encoded), plain);
  }
}

TEST(Base64, UsesTheUrlSafeAlphabetAndReadsBoth) {
  EXPECT_EQ(base64url("\xFB\xFF\xFE"), "-__-");
  EXPECT_EQ(base64_decode("-__-"), "\xFB\xFF\xFE");
  EXPECT_EQ(base64_decode("+//+"), "\xFB\xFF\xFE");
}

TEST(Base64, ReadsTextWithoutPadding) { EXPECT_EQ(base64_decode("Zm8"), "fo"); }

TEST(Base64, RefusesOtherCharacters) {
  for (const char* text : {"Zm 8=", "Zm8=\n", "Z=m8", "\xC3\xA4"}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
  }
}

TEST(Base64, KeepsEveryByte) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(base64_decode(base64url(all)), all);
}

}  // namespace
}  // namespace devstack::engine
