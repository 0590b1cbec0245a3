// Their whole texts are in cli/error_text_test.cpp.
#include "reconcile/host_report.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

TEST(HostReport, AProcessThatDoesNotEndIsNamedByItsPid) {
  const auto report = process_does_not_end("llm", 4711).report;
  EXPECT_EQ(report.title, "the process of llm does not end");
  EXPECT_EQ(report.next.front(), "ps -o pid,stat,wchan,cmd 4711");
}

TEST(HostReport, AMissingMockNamesTheImageAndItsPlace) {
  World world;
  model::Service& service = world.service("llm");
  service.image = "devstack/mock:1";
  service.image_span = world.span();
  const auto report = mock_not_installed(service).report;
  EXPECT_EQ(report.code, "DS4002");
  EXPECT_EQ(report.lines.front().text, "devstack/mock:1");
  EXPECT_TRUE(report.lines.front().where.starts_with("stack.yaml:")) << report.lines.front().where;
}

}  // namespace
}  // namespace devstack::reconcile
