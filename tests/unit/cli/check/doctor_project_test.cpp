// Findings about files and about what processes need.
#include "cli/check/doctor_project.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using Level = Finding::Level;

TEST(DoctorProject, MissingFilesAreNamedOnce) {
  model::Stack stack;
  EXPECT_EQ(check_files(stack).at(0).level, Level::kFine);
  model::Mount mount;
  mount.type = model::MountType::kBind;
  mount.source = "/nonexistent/a.conf";
  stack.services["db"].name = "db";
  stack.services["db"].volumes = {mount};
  stack.services["web"].volumes = {mount};
  stack.secrets["key"].file = "/nonexistent/key";
  const auto findings = check_files(stack);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].text, "/nonexistent/a.conf does not exist; db needs it");
  EXPECT_EQ(findings[1].text, "/nonexistent/key does not exist; secret key needs it");
  EXPECT_FALSE(findings[0].fix.empty());
}

TEST(DoctorProject, HostNeeds) {
  model::Stack stack;
  EXPECT_TRUE(check_host_needs(stack, {}, "no GPU").empty());
  stack.services["llm"].extension.process.emplace().needs.gpu = model::HostNeeds::Gpu{};
  stack.volumes["weights"].role = "model-cache";
  stack.volumes["weights"].name = "shop_weights";
  const auto findings = check_host_needs(stack, {{"llm", "gpu: none found", {}}}, "no GPU");
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].text, "no GPU");
  EXPECT_EQ(findings[1].level, Level::kWarning);
  EXPECT_EQ(findings[2].text, "model caches are the volumes shop_weights");
}

TEST(DoctorProject, ProxiesAreShownWithoutTheirPassword) {
  EXPECT_TRUE(check_proxies({}).empty());
  const auto findings = check_proxies({{"HTTP_PROXY", "http://me:hunter2@proxy:3128"}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].text.find("hunter2"), std::string::npos) << findings[0].text;
}

}  // namespace
}  // namespace devstack::cli
