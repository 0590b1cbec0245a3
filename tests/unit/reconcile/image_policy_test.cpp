// pull_policy, --pull, --build, --no-build, --offline: where an image may come from.
#include "reconcile/image_policy.hpp"

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using std::chrono::hours;

TEST(ImagePolicy, WhyAnImageIsGotAnew) {
  const struct {
    const char* cause;
    void (*change)(model::Service& service, UpOptions& options);
  } cases[] = {
      {"", [](model::Service&, UpOptions&) {}},
      {"pull_policy is always", [](model::Service& s, UpOptions&) { s.pull_policy = "always"; }},
      {"--pull always", [](model::Service&, UpOptions& o) { o.pull_policy = "always"; }},
      {"",
       [](model::Service& s, UpOptions& o) {
         s.pull_policy = "always";
         o.pull_policy = "missing";
       }},
      {"",
       [](model::Service& s, UpOptions& o) {
         s.pull_policy = "always";
         o.offline = true;
       }},
      {"--build",
       [](model::Service& s, UpOptions& o) {
         s.build.emplace();
         o.build = true;
       }},
      {"", [](model::Service&, UpOptions& o) { o.build = true; }},
      {"pull_policy is build",
       [](model::Service& s, UpOptions&) {
         s.build.emplace();
         s.pull_policy = "build";
       }},
      {"--pull build",
       [](model::Service& s, UpOptions& o) {
         s.build.emplace();
         o.pull_policy = "build";
       }},
      {"",
       [](model::Service& s, UpOptions& o) {
         s.build.emplace();
         s.pull_policy = "build";
         o.no_build = true;
       }},
      {"",
       [](model::Service& s, UpOptions&) {
         s.build.emplace();
         s.image_is_derived = true;
         s.pull_policy = "always";
       }},
  };
  for (const auto& each : cases) {
    World world;
    model::Service& service = world.service("web");
    each.change(service, world.options);
    EXPECT_EQ(why_anew(service, world.observed, world.options), each.cause);
  }
}

TEST(ImagePolicy, AnOldImageIsPulledAgain) {
  World world;
  model::Service& service = world.service("web");
  world.images_exist();
  world.observed.now = SystemTime{} + hours(1000);
  auto& image = *world.observed.images.at("web:1");
  const auto cause = [&](const char* policy, hours age) {
    service.pull_policy = policy;
    image.tagged_at = world.observed.now - age;
    return why_anew(service, world.observed, world.options);
  };
  EXPECT_EQ(cause("daily", hours(23)), "");
  EXPECT_NE(cause("daily", hours(25)).find("pull_policy is daily"), std::string::npos);
  EXPECT_EQ(cause("weekly", hours(25)), "");
  EXPECT_NE(cause("weekly", hours(169)), "");
  EXPECT_NE(cause("every_1d12h", hours(37)), "");
  EXPECT_EQ(cause("every_1d12h", hours(35)), "");
  image.tagged_at.reset();
  EXPECT_NE(why_anew(service, world.observed, world.options), "") << "its age is not known";
}

TEST(ImagePolicy, Intervals) {
  EXPECT_EQ(refresh_interval("daily"), hours(24));
  EXPECT_EQ(refresh_interval("every_2w"), hours(336));
  EXPECT_EQ(refresh_interval("every_1m30s"), std::chrono::seconds(90));
  EXPECT_FALSE(refresh_interval("every_3"));
  EXPECT_FALSE(refresh_interval("always"));
}

TEST(ImagePolicy, WhyNothingBringsAnImage) {
  World world;
  model::Service& service = world.service("web");
  service.pull_policy = "never";
  EXPECT_EQ(why_not_pulled(service, world.options), "its pull_policy is never");
  world.options.offline = true;
  EXPECT_EQ(why_not_pulled(service, world.options), "nothing is pulled with --offline");
  service.image_is_derived = true;
  EXPECT_EQ(why_not_pulled(service, world.options), "--no-build forbids its build");
}

TEST(ImagePolicy, PlatformsAreComparedByMeaning) {
  engine::ImageDetails image;
  image.os = "linux";
  image.architecture = "arm64";
  image.variant = "v8";
  model::Service service;
  const auto wrong = [&](const char* platform) {
    service.platform = platform;
    return wrong_platform(service, image);
  };
  EXPECT_EQ(wrong(""), "");
  for (const char* fits : {"linux/arm64", "linux/arm64/v8", "linux/aarch64", "arm64"}) {
    EXPECT_EQ(wrong(fits), "") << fits;
  }
  for (const char* other : {"linux/amd64", "windows/arm64", "linux/arm64/v9"}) {
    EXPECT_EQ(wrong(other), other);
  }
  EXPECT_EQ(platform_of(image), "linux/arm64/v8");
  image.architecture.clear();
  EXPECT_EQ(wrong("linux/amd64"), "") << "an engine that does not say";
}

}  // namespace
}  // namespace devstack::reconcile
