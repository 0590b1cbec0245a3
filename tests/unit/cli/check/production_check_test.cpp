// What keeps a project from being like production.
#include "cli/check/production_check.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

std::string text_of(const std::vector<CheckResult>& results) {
  std::string text;
  for (const auto& one : results) {
    text += std::string(word(one.outcome)) + " " + one.name + ": " + one.text + "\n";
  }
  return text;
}

TEST(ProductionCheck, NothingToSay) {
  load::Loaded loaded;
  loaded.stack.profiles = {"prod"};
  loaded.stack.services["db"].environment["DB_PASSWORD"] = "k3H9-x7Qp";
  EXPECT_EQ(text_of(check_production(loaded, {})),
            "pass real servers: no mock and no stand-in\n"
            "pass own passwords: none that ships or is well known\n"
            "pass hardware: no process lacks what it needs\n"
            "pass profile: prod\n");
}

TEST(ProductionCheck, EachFindingIsListed) {
  load::Loaded loaded;
  loaded.stack.profiles = {"demo"};
  loaded.stack.services["db"].environment["DB_PASSWORD"] = "hunter22";
  loaded.stack.services["api"].environment["DB_PASSWORD"] = "hunter22";
  loaded.stack.services["api"].environment["API_TOKEN"] = "changeme";
  loaded.stack.services["api"].environment["LEVEL"] = "test";
  ProductionFacts facts;
  facts.pretended["llm"] = "a mock";
  facts.unmet_needs["llm"] = "gpu: needs 8 GiB, none found";
  facts.example = {{"DB_PASSWORD", "hunter22", {}}};
  EXPECT_EQ(text_of(check_production(loaded, facts)),
            "fail real servers: llm is a mock\n"
            "fail own passwords: API_TOKEN of api is one that everybody knows\n"
            "fail own passwords: DB_PASSWORD of api, db is the one of .env.example\n"
            "fail hardware: llm does not run as its process: gpu: needs 8 GiB, none found\n"
            "fail profile: the profile is demo\n");
}

}  // namespace
}  // namespace devstack::cli
