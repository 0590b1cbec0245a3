// From what is not ready down to what failed first.
#include "cli/show/cause_chain.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

struct Shop {
  Shop() {
    for (const char* name : {"api", "cache", "db", "web"}) {
      stack.services[name].name = name;
      HealthRow row;
      row.service = name;
      row.passed = true;
      row.exists = true;
      report.rows.push_back(row);
    }
    stack.services["web"].depends_on = {{"api", model::Condition::kHealthy, true, false, {}}};
    stack.services["api"].depends_on = {{"db", model::Condition::kHealthy, true, false, {}}};
    stack.services["api"].environment["DEVSTACK_MOCK_NEEDS"] = "db:1,kv=cache:2,elsewhere:3";
  }
  void fail(const std::string& name) {
    for (auto& row : report.rows) {
      if (row.service == name) row.passed = false;
    }
  }
  [[nodiscard]] std::string chain(const std::string& service) const {
    std::string text;
    for (const auto& link : cause_chain(stack, report, service)) {
      text += link.service + ">" + link.waits_for + "(" + link.condition + ") ";
    }
    return text;
  }

  model::Stack stack;
  HealthReport report;
};

TEST(CauseChain, NothingForWhatIsReady) {
  Shop shop;
  EXPECT_EQ(shop.chain("web"), "");
  EXPECT_TRUE(first_failures(shop.stack, shop.report).empty());
}

TEST(CauseChain, WalksDownToTheFirst) {
  Shop shop;
  for (const auto* name : {"web", "api", "db"}) shop.fail(name);
  EXPECT_EQ(shop.chain("web"), "web>api(service_healthy) api>db(service_healthy) db>() ");
  EXPECT_EQ(first_failures(shop.stack, shop.report), std::vector<std::string>{"db"});
}

TEST(CauseChain, FollowsWhatAMockNeeds) {
  Shop shop;
  for (const auto* name : {"api", "cache"}) shop.fail(name);
  EXPECT_EQ(shop.chain("api"), "api>cache(needs) cache>() ");
}

TEST(CauseChain, SeveralCauses) {
  Shop shop;
  for (const auto* name : {"api", "cache", "db"}) shop.fail(name);
  EXPECT_EQ(first_failures(shop.stack, shop.report), (std::vector<std::string>{"cache", "db"}));
}

TEST(CauseChain, AnOptionalFailureCountsOnlyBelowAnother) {
  Shop shop;
  shop.fail("cache");
  shop.report.rows[1].optional = true;
  EXPECT_TRUE(first_failures(shop.stack, shop.report).empty());
  shop.fail("api");
  EXPECT_EQ(first_failures(shop.stack, shop.report), std::vector<std::string>{"cache"});
}

TEST(CauseChain, TheFailedContainerOfSeveralSpeaks) {
  Shop shop;
  HealthRow second = shop.report.rows[0];
  second.container = "api-2";
  second.passed = false;
  shop.report.rows.push_back(second);
  EXPECT_EQ(worst_row(shop.report, "api")->container, "api-2");
  EXPECT_EQ(worst_row(shop.report, "gone"), nullptr);
}

}  // namespace
}  // namespace devstack::cli
