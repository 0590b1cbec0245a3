// Profiles that are asked for; names in all their precedence are in loader_test.cpp.
#include "load/project_name.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(ProjectName, ComesFromTheLastFileThatHasOne) {
  std::vector<ParsedFile> parsed;
  parsed.push_back({"/p/a.yaml", {testing::parse("name: One")}});
  parsed.push_back({"/p/b.yaml", {testing::parse("name: '${N:-Two}!'")}});
  parsed.push_back({"/p/c.yaml", {testing::parse("services: {}")}});
  const Variables variables(Environment{});
  EXPECT_EQ(project_name({}, {}, parsed, "/p", variables).name, "two");
  EXPECT_EQ(project_name({}, {}, {}, "/My Folder", variables).name, "myfolder");
  EXPECT_THROW((void)project_name({}, {}, {}, "/", variables), UsageError);
}

TEST(RequestedProfiles, TakesTheDefaultOnlyWhenNothingElseIsSaid) {
  std::vector<ParsedFile> parsed;
  parsed.push_back({"/p/a.yaml", {testing::parse("x-devstack: {default_profile: dev}")}});
  LoadRequest request;
  EXPECT_EQ(requested_profiles(request, Variables(Environment{}), parsed),
            std::vector<std::string>{"dev"});
  EXPECT_TRUE(requested_profiles(request, Variables(Environment{{"DEVSTACK_PROFILE", ""}}), parsed)
                  .empty());
  request.no_profile = true;
  EXPECT_TRUE(requested_profiles(request, Variables(Environment{}), parsed).empty());
}

}  // namespace
}  // namespace devstack::load
