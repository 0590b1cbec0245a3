#include "devstack/engine/image_reference.hpp"

#include <gtest/gtest.h>

namespace devstack::engine {
namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

struct Case {
  std::string text, registry, repository, tag, digest;
};

TEST(ImageReference, TakesNamesApart) {
  const Case cases[] = {
      {"postgres", "docker.io", "library/postgres", "latest", ""},
      {"postgres:15-alpine", "docker.io", "library/postgres", "15-alpine", ""},
      {"bitnami/redis:7", "docker.io", "bitnami/redis", "7", ""},
      {"docker.io/library/redis", "docker.io", "library/redis", "latest", ""},
      {"index.docker.io/redis", "docker.io", "library/redis", "latest", ""},
      {"ghcr.io/org/team/app:v1.2", "ghcr.io", "org/team/app", "v1.2", ""},
      {"localhost/app", "localhost", "app", "latest", ""},
      {"localhost:5000/app", "localhost:5000", "app", "latest", ""},
      {"host:5000/app:1", "host:5000", "app", "1", ""},
      {"app@" + kDigest, "docker.io", "library/app", "", kDigest},
      {"app:1@" + kDigest, "docker.io", "library/app", "1", kDigest},
  };
  for (const Case& c : cases) {
    const auto reference = parse_image_reference(c.text);
    ASSERT_TRUE(reference) << c.text;
    EXPECT_EQ(reference->registry, c.registry) << c.text;
    EXPECT_EQ(reference->repository, c.repository) << c.text;
    EXPECT_EQ(reference->tag, c.tag) << c.text;
    EXPECT_EQ(reference->digest, c.digest) << c.text;
  }
}

TEST(ImageReference, RefusesWhatIsNone) {
  const std::string bad[] = {"",           ":1",
                             "app:",       "App",
                             "app:a b",    "app:-x",
                             "app:.x",     "app@",
                             "app@sha256", "app@sha256:xyz",
                             "-app",       "app-",
                             "a//b",       "ghcr.io/",
                             "app/",       "app:" + std::string(129, 'x'),
                             "a b",        "app@:" + std::string(64, 'a')};
  for (const std::string& text : bad) EXPECT_FALSE(parse_image_reference(text)) << text;
}

TEST(ImageReference, NamesStandInsAfterTheirUpstream) {
  const std::pair<std::string, std::string> cases[] = {
      {"postgres:15-alpine", "devstack/stand-in/postgres:15-alpine"},
      {"docker.io/library/postgres", "devstack/stand-in/postgres:latest"},
      {"bitnami/redis:7", "devstack/stand-in/bitnami/redis:7"},
      {"redis@" + kDigest, "devstack/stand-in/redis:latest"},
  };
  for (const auto& [upstream, expected] : cases) {
    EXPECT_EQ(stand_in_name(*parse_image_reference(upstream)), expected);
  }
}

}  // namespace
}  // namespace devstack::engine
