// The JSON and the table of `images` against what Docker Compose printed.
#include "cli/show/compose_images.hpp"

#include <gtest/gtest.h>

#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

engine::ContainerSummary container(const std::string& image) {
  engine::ContainerSummary made;
  made.name = "shop-a-1";
  made.image = image;
  return made;
}

engine::ImageDetails image() {
  engine::ImageDetails made;
  made.id = "sha256:90aa86461cf7edd59a5f5d090f154102f9c166bfb329f945e5d419c3e2392789";
  made.os = "linux";
  made.architecture = "amd64";
  made.size_bytes = 87171150;
  made.last_tag_time = "2026-11-21T03:58:53.000969782Z";
  return made;
}

TEST(ComposeImages, SameDocumentAsDockerCompose) {
  EXPECT_EQ(
      to_json(compose_image_entry(container("lab/redis:7"), image())),
      R"({"ID":"sha256:90aa86461cf7edd59a5f5d090f154102f9c166bfb329f945e5d419c3e2392789",)"
      R"("ContainerName":"shop-a-1","Repository":"lab/redis","Tag":"7","Platform":"linux/amd64",)"
      R"("Size":87171150,"LastTagTime":"2026-11-21T03:58:53.000969782Z"})");
}

TEST(ComposeImages, SameRowAsDockerCompose) {
  const auto now = parse_rfc3339("2026-11-21T08:00:00Z");
  EXPECT_EQ(compose_image_row(container("lab/redis:7"), image(), *now),
            (std::vector<std::string>{"shop-a-1", "lab/redis", "7", "linux/amd64", "90aa86461cf7",
                                      "87.2MB", "4 hours ago"}));
}

TEST(ComposeImages, NamesAsPeopleWriteThem) {
  const auto name = [](const std::string& reference) {
    const Value entry = compose_image_entry(container(reference), image());
    return entry["Repository"].as_string() + " " + entry["Tag"].as_string();
  };
  EXPECT_EQ(name("debian:bookworm-slim"), "debian bookworm-slim");
  EXPECT_EQ(name("docker.io/library/debian"), "debian latest");
  EXPECT_EQ(name("ghcr.io/org/app:2"), "ghcr.io/org/app 2");
  EXPECT_EQ(name("sha256:90aa86461cf7"), "<none> <none>");
}

TEST(ComposeImages, AnImageWithoutTagTimeAndWithVariant) {
  auto other = image();
  other.last_tag_time.clear();
  other.variant = "v8";
  EXPECT_EQ(compose_image_entry(container("a"), other)["LastTagTime"].as_string(),
            "0001-01-01T00:00:00Z");
  const auto row = compose_image_row(container("a"), other, engine::Timestamp{});
  EXPECT_EQ(row[3], "linux/amd64/v8");
  EXPECT_EQ(row[6], "N/A");
}

}  // namespace
}  // namespace devstack::cli
