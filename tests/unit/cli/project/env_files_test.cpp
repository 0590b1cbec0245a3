// .env against .env.example.
#include "cli/project/env_files.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

SourceFilePtr file(const std::string& path, const std::string& text) {
  return std::make_shared<SourceFile>(SourceFile{path, text});
}

TEST(EnvFiles, LinesHavePlaces) {
  const auto lines =
      env_lines(file(".env", "# c\nA=1\n  export B = 'x # y'\nnoise\nC=z # c\n=q\n"));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].where.to_string(), ".env:2:1");
  EXPECT_EQ(lines[1].name, "B");
  EXPECT_EQ(lines[1].value, "x # y");
  EXPECT_EQ(lines[1].where.to_string(), ".env:3:10");
  EXPECT_EQ(lines[2].value, "z");
}

std::vector<std::string> compared(const std::string& own, const std::set<std::string>& set) {
  EnvComparison input;
  input.example = env_lines(file(".env.example", "PORT=1\nREGION=eu\n"));
  input.own = env_lines(file(".env", own));
  input.own_exists = true;
  input.used = {"PORT", "LEVEL"};
  input.set_anywhere = set;
  Diagnostics found;
  compare_env_files(input, found);
  std::vector<std::string> lines;
  for (const auto& one : found.sorted()) {
    lines.push_back(one.code + " " + one.where.to_string() + " " + one.hint);
  }
  return lines;
}

TEST(EnvFiles, UnknownAndMissing) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(compared("PORT=2\nREGION=us\nLEVEL=x\nCOMPOSE_PROFILES=a\n", {}), Lines{});
  EXPECT_EQ(compared("PROT=2\nPORT=3\n", {"REGION"}),
            Lines{"DS1216 .env:1:1 did you mean \"PORT\"?"});
  EXPECT_EQ(compared("PORT=2\n", {}),
            Lines{"DS1217 .env.example:2:1 copy the line into .env, or see what applies: devstack "
                  "env --explain REGION"});
}

TEST(EnvFiles, Placeholders) {
  for (const auto* value : {"changeme", "your_secure_password", "Secret", "minioadmin", "root"}) {
    EXPECT_TRUE(is_placeholder(value)) << value;
  }
  for (const auto* value : {"", "k3H9-x7Qp", "correct horse"}) {
    EXPECT_FALSE(is_placeholder(value)) << value;
  }
}

}  // namespace
}  // namespace devstack::cli
