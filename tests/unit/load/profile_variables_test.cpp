#include "load/profile_variables.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

struct Gathered {
  Environment values;
  std::string errors;
  std::vector<std::string> used;
};

Gathered gather(const std::string& env, const std::vector<EnvFileUse>& env_files,
                const std::map<std::string, std::string>& contents = {},
                const Environment& shell = {}) {
  const MemoryFiles memory(contents);
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  ProfileOverlay profile;
  const Node node = testing::parse(env, "dev.yaml");
  profile.env = node.entries;
  profile.env_files = env_files;
  Variables variables(shell);
  Gathered result;
  add_profile_variables(variables, profile, {"/p", {"/p"}}, {}, files, result.used);
  result.values = variables.values();
  result.errors = testing::places(diagnostics);
  return result;
}

EnvFileUse file(const std::string& path, EnvFileUse::Need need = EnvFileUse::Need::kUsual) {
  return {{path, {}}, need};
}

TEST(ProfileVariables, ShellBeatsEnvBeatsFilesAndTheLaterFileWins) {
  const Gathered result = gather(
      "{A: env, B: env, C: env}", {file("one.env"), file("two.env")},
      {{"/p/one.env", "B=one\nD=one\nE=one\n"}, {"/p/two.env", "E=two\n"}}, {{"A", "shell"}});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.values.at("A"), "shell");
  EXPECT_EQ(result.values.at("B"), "env");
  EXPECT_EQ(result.values.at("D"), "one");
  EXPECT_EQ(result.values.at("E"), "two");
  EXPECT_EQ(result.used, (std::vector<std::string>{"/p/one.env", "/p/two.env"}));
}

TEST(ProfileVariables, ValuesMayUseWhatIsWeaker) {
  const Gathered result =
      gather("{HOST: db, URL: \"${HOST}:${PORT}/${NAME}\", LATER: \"${NONE:-x}\"}",
             {file("one.env")}, {{"/p/one.env", "PORT=5433\n"}, {"/p/.env", "NAME=shop\n"}});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.values.at("URL"), "db:5433/shop");
  EXPECT_EQ(result.values.at("LATER"), "x");
}

TEST(ProfileVariables, ABadValueIsReportedWhereItStands) {
  EXPECT_EQ(gather("{A: \"${B:?say it}\"}", {}).errors, "1:6 DS1111");
  EXPECT_EQ(gather("{A: \"x ${B\"}", {}).errors, "1:8 DS1110");
  EXPECT_EQ(gather("{A: \"${B}\"}", {}).errors, "1:6 DS1112");
}

TEST(ProfileVariables, FilesThatDoNotExist) {
  using Need = EnvFileUse::Need;
  EXPECT_EQ(gather("{}", {file(".env"), file(".env.local")}).errors, "");
  EXPECT_EQ(gather("{}", {file("gone.env", Need::kOptional)}).errors, "");
  EXPECT_EQ(gather("{}", {file("gone.env")}).errors, "0:0 DS1405");
  EXPECT_EQ(gather("{}", {file(".env", Need::kRequired)}).errors, "0:0 DS1405");
}

}  // namespace
}  // namespace devstack::load
