// Health as JSON and JUnit.
#include <gtest/gtest.h>

#include "cli/check/health_check.hpp"

namespace devstack::cli {
namespace {

HealthReport report() {
  HealthReport made;
  HealthRow db{
      "db",        "shop-db-1", ServiceState::kReady, Implementation::kDeclared, true, true, false,
      "tcp :5432", "open",      Duration{3},          {"localhost:5432"}};
  HealthRow api{"api",
                "shop-api-1",
                ServiceState::kFailed,
                Implementation::kDeclared,
                false,
                true,
                false,
                "http :80/",
                "503 <\"&\x01",
                Duration{5},
                {}};
  HealthRow extra;
  extra.service = "extra";
  extra.optional = true;
  extra.result = "not created";
  made.rows = {api, db, extra};
  made.took = Duration{7};
  return made;
}

TEST(HealthDocuments, Json) {
  model::Stack stack;
  stack.project = "shop";
  const auto json = health_json(stack, report());
  EXPECT_EQ(json["schema"].as_string(), "devstack.health/1");
  EXPECT_FALSE(json["ok"].as_bool(true));
  EXPECT_EQ(json["services"].items()[0]["state"].as_string(), "failed");
  EXPECT_EQ(json["services"].items()[1]["state"].as_string(), "ready");
  EXPECT_EQ(json["services"].items()[2]["state"].as_string(), "absent");
}

TEST(HealthDocuments, JUnit) {
  model::Stack stack;
  stack.project = "shop";
  EXPECT_EQ(health_junit(stack, report()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuite name=\"shop\" tests=\"3\" failures=\"1\" skipped=\"1\" time=\"0.007\">\n"
            "  <testcase classname=\"shop\" name=\"api\" time=\"0.005\">"
            "<failure message=\"http :80/: 503 &lt;&quot;&amp;\\x01\"/></testcase>\n"
            "  <testcase classname=\"shop\" name=\"db\" time=\"0.003\"/>\n"
            "  <testcase classname=\"shop\" name=\"extra\" time=\"0.000\">"
            "<skipped message=\"not created\"/></testcase>\n"
            "</testsuite>\n");
}

TEST(HealthReport, OptionalServicesDoNotCount) {
  auto made = report();
  EXPECT_FALSE(made.ok());
  made.rows.erase(made.rows.begin());
  EXPECT_TRUE(made.ok());
  EXPECT_TRUE(made.anything_exists());
}

}  // namespace
}  // namespace devstack::cli
