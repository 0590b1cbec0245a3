// The chain as text and as JSON.
#include "cli/show/cause_report.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

HealthReport health() {
  HealthReport report;
  HealthRow api;
  api.service = "api";
  api.probe = "http :80/";
  api.result = "503";
  HealthRow db;
  db.service = "db";
  db.result = "exited (137)";
  report.rows = {api, db};
  return report;
}

CauseReport report() {
  CauseReport made;
  made.service = "api";
  made.links = {{"api", "db", "service_healthy", {}}, {"db", "", "", {}}};
  made.evidence = {{"db", "exited with 137 (signal 9)", "", {}, {"going down"}, {}}};
  return made;
}

TEST(CauseReport, Text) {
  EXPECT_EQ(cause_text(report(), health(), ui::Terminal{}),
            "api is not ready: http :80/: 503\n"
            "  ◐ api waits for db (service_healthy)\n"
            "    ✖ db failed first: exited (137)\n"
            "\n"
            "db\n"
            "  state  exited with 137 (signal 9)\n"
            "  log    going down\n"
            "  next   devstack logs db --since 10m · devstack up db\n");
}

TEST(CauseReport, TextOfWhatIsReady) {
  CauseReport ready;
  ready.service = "api";
  EXPECT_EQ(cause_text(ready, health(), ui::Terminal{}), "api is ready: http :80/: 503\n");
}

TEST(CauseReport, Json) {
  const auto json = cause_json(report(), health());
  EXPECT_EQ(json["schema"].as_string(), "devstack.why.service/1");
  EXPECT_FALSE(json["ready"].as_bool(true));
  EXPECT_EQ(json["chain"].items()[0]["waits_for"].as_string(), "db");
  EXPECT_TRUE(json["chain"].items()[1]["waits_for"].is_null());
  EXPECT_EQ(json["causes"].items()[0]["log"].items()[0].as_string(), "going down");
}

}  // namespace
}  // namespace devstack::cli
