#include "load/already_refused.hpp"

#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

TEST(AlreadyRefused, WhatWasWrongIsNotMissing) {
  for (const char* body : {"image: [x]", "Image: x", "imge: x", "build: 5", "provider: {a: b}"}) {
    const auto answer = testing::load_yaml("services: {a: {" + std::string(body) + "}}\n");
    EXPECT_NE(answer.codes, "") << body;
    EXPECT_EQ(answer.codes.find("DS1205"), std::string::npos) << body << ": " << answer.codes;
  }
  EXPECT_EQ(testing::load_yaml("services: {a: {image: x}}\nsecrets: {s: {fil: a}}\n").codes,
            "DS1201");
}

TEST(AlreadyRefused, OtherFindingsDoNotCount) {
  EXPECT_EQ(testing::load_yaml("services: {a: {comand: x}}\n").codes, "DS1205 DS1201");
  EXPECT_EQ(testing::load_yaml("services: {a: {}, ab: {image: [x]}}\n").codes, "DS1205 DS1202");
}

}  // namespace
}  // namespace devstack::load
