#include "load/profile_chain.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

struct Chained {
  std::string names;
  std::vector<Diagnostic> found;
};

/// Names of documents in their order after the profiles were added one after the other.
Chained chain(const std::map<std::string, std::string>& contents,
              const std::vector<std::string>& wanted) {
  const MemoryFiles memory(contents);
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  const std::vector<std::string> folders{"/p/profiles", "/usr/profiles"};
  ProfileChain profiles(folders, files);
  for (const std::string& name : wanted) {
    if (const auto path = profiles.find_file(name)) profiles.add(name, *path);
  }
  Chained result;
  for (const ProfileDocument& document : profiles.documents()) result.names += document.name + " ";
  result.found = diagnostics.all();
  return result;
}

TEST(ProfileChain, TheNearestFileOfANameCounts) {
  const MemoryFiles memory({{"/p/profiles/dev.yml", ""},
                            {"/usr/profiles/dev.yaml", ""},
                            {"/usr/profiles/full.yaml", ""}});
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  const std::vector<std::string> folders{"/p/profiles", "/usr/profiles"};
  const ProfileChain profiles(folders, files);
  EXPECT_EQ(profiles.find_file("dev"), "/p/profiles/dev.yml");
  EXPECT_EQ(profiles.find_file("full"), "/usr/profiles/full.yaml");
  for (const char* name : {"", "*", "other", "../dev", ".dev"}) {
    EXPECT_EQ(profiles.find_file(name), std::nullopt) << name;
  }
}

TEST(ProfileChain, WhatIsExtendedComesBefore) {
  const std::map<std::string, std::string> contents{{"/p/profiles/a.yaml", "extends: b"},
                                                    {"/p/profiles/b.yaml", "extends: [c, d]"},
                                                    {"/p/profiles/c.yaml", ""},
                                                    {"/p/profiles/d.yaml", "extends: c"}};
  EXPECT_EQ(chain(contents, {"a"}).names, "c d b a ");
  EXPECT_EQ(chain(contents, {"a", "d"}).names, "c b a d ");
}

TEST(ProfileChain, ACircleIsShownWhole) {
  const Chained result = chain({{"/p/profiles/dev.yaml", "description: x\nextends: demo"},
                                {"/p/profiles/demo.yaml", "extends: full"},
                                {"/p/profiles/full.yaml", "extends: [demo]"}},
                               {"dev"});
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found.front().code, "DS1401");
  EXPECT_EQ(result.found.front().where.to_string(), "profiles/full.yaml:1:11");
  EXPECT_EQ(result.found.front().message,
            "profiles extend each other in a circle: demo > full > demo");
  EXPECT_EQ(result.found.front().hint,
            "take one of these away: demo extends full at profiles/demo.yaml:1; full extends demo "
            "at profiles/full.yaml:1");
}

TEST(ProfileChain, AProfileThatExtendsItself) {
  const Chained result = chain({{"/p/profiles/dev.yaml", "extends: dev"}}, {"dev"});
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found.front().message, "the profile \"dev\" extends itself");
}

TEST(ProfileChain, AnUnknownBaseSaysWhereItWasLookedFor) {
  const Chained result = chain({{"/p/profiles/dev.yaml", "extends: bse"}}, {"dev"});
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found.front().code, "DS1403");
  EXPECT_EQ(result.found.front().hint, "looked in profiles, /usr/profiles");
}

TEST(ProfileChain, ABrokenBaseIsReportedOnce) {
  const std::map<std::string, std::string> contents{{"/p/profiles/a.yaml", "extends: c"},
                                                    {"/p/profiles/b.yaml", "extends: c"},
                                                    {"/p/profiles/c.yaml", "- no mapping"}};
  EXPECT_EQ(chain(contents, {"a", "b"}).found.size(), 1U);
}

}  // namespace
}  // namespace devstack::load
