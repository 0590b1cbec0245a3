// What a builder cannot do is named with its place.
#include "reconcile/builder_limits.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

std::string keys(const model::Build& build, Builder builder) {
  std::string text;
  for (const UnsupportedKey& key : unsupported_keys(build, builder)) text += key.key + " ";
  return text;
}

TEST(BuilderLimits, OfBothBuilders) {
  const struct {
    const char* key;
    void (*use)(model::Build& build);
    bool classic, buildx;
  } cases[] = {
      {"secrets ", [](model::Build& b) { b.secrets.emplace_back(); }, false, true},
      {"ssh ", [](model::Build& b) { b.ssh = {"default"}; }, false, true},
      {"additional_contexts ", [](model::Build& b) { b.additional_contexts["a"] = "b"; }, false,
       true},
      {"cache_to ", [](model::Build& b) { b.cache_to = {"c"}; }, false, true},
      {"platforms ",
       [](model::Build& b) {
         b.platforms = {"a", "b"};
       },
       false, true},
      {"platforms ", [](model::Build& b) { b.platforms = {"a"}; }, true, true},
      {"privileged ", [](model::Build& b) { b.privileged = true; }, false, true},
      {"entitlements ", [](model::Build& b) { b.entitlements = {"e"}; }, false, true},
      {"provenance ", [](model::Build& b) { b.provenance = "mode=max"; }, false, true},
      {"provenance ", [](model::Build& b) { b.provenance = "false"; }, true, true},
      {"sbom ", [](model::Build& b) { b.sbom = "true"; }, false, true},
      {"isolation ", [](model::Build& b) { b.isolation = "hyperv"; }, true, false},
      {"isolation ", [](model::Build& b) { b.isolation = "default"; }, true, true},
      {"cache_from ", [](model::Build& b) { b.cache_from = {"c"}; }, true, true},
  };
  for (const auto& each : cases) {
    model::Build build;
    each.use(build);
    EXPECT_EQ(keys(build, Builder::kClassic), each.classic ? "" : each.key);
    EXPECT_EQ(keys(build, Builder::kBuildx), each.buildx ? "" : each.key);
  }
}

TEST(BuilderLimits, TheReportNamesEachKeyAndItsPlace) {
  World world;
  model::Service& service = world.service("web");
  model::Build& build = service.build.emplace();
  build.secrets.emplace_back();
  build.key_spans["secrets"] = world.span();
  const auto found = unsupported_keys(build, Builder::kClassic);
  const StepFailed failed = build_unsupported(service, found, Builder::kClassic);
  EXPECT_EQ(failed.report.code, "DS3123");
  EXPECT_EQ(failed.exit_code, ExitCode::kUsage);
  EXPECT_EQ(failed.report.lines.at(0).text, "build.secrets");
  EXPECT_EQ(failed.report.lines.at(0).where, build.key_spans["secrets"].file_and_line());
}

}  // namespace
}  // namespace devstack::reconcile
