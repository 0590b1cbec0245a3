// From options to a request, and names of services.
#include <gtest/gtest.h>

#include "cli/project/load_project.hpp"
#include "devstack/base/error.hpp"
#include "devstack/host/paths.hpp"

namespace devstack::cli {
namespace {

struct Loading {
  GlobalOptions global;
  load::Environment environment;
  Console console;
  CommandContext context{global, environment, console};
};

TEST(LoadProject, ChecksNamesOfServices) {
  model::Stack stack;
  stack.project = "shop";
  stack.services["postgres"].name = "postgres";
  EXPECT_NO_THROW(check_services(stack, {"postgres"}));
  try {
    check_services(stack, {"postgers"});
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_EQ(error.hint(), "did you mean \"postgres\"?");
  }
}

TEST(LoadProject, WhoChoosesProfiles) {
  EXPECT_FALSE(profiles_are_chosen(Loading().context));
  Loading by_option;
  by_option.global.profiles = {"dev"};
  EXPECT_TRUE(profiles_are_chosen(by_option.context));
  Loading by_variable;
  by_variable.environment["DEVSTACK_PROFILE"] = "";
  EXPECT_TRUE(profiles_are_chosen(by_variable.context));
}

TEST(LoadProject, RequestCarriesTheCommandLine) {
  Loading loading;
  loading.global.files = {"a.yaml"};
  loading.global.project_name = "p";
  loading.environment["X"] = "1";
  const auto request = load_request(loading.context, {"web"});
  EXPECT_EQ(request.files, loading.global.files);
  EXPECT_EQ(request.project_name, "p");
  EXPECT_EQ(request.environment.at("X"), "1");
  EXPECT_EQ(request.services, std::vector<std::string>{"web"});
  EXPECT_TRUE(request.working_directory.starts_with("/"));
}

}  // namespace
}  // namespace devstack::cli
