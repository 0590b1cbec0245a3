#include <gtest/gtest.h>
#include <string>
#include <utility>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

// Measured with Docker Compose 2.40.3: `config --hash '*'` of this stack.
TEST(ConfigHash, EqualsDockerComposes) {
  const auto result =
      decode("services: {a: {image: x, command: [echo, \"<&>\"], environment: {A: \"1\"}}}");
  EXPECT_EQ(result.service("a").config_hash,
            "580ca58fccf81f98342d09f0f5bd403947b34b1ab22db9510f4b853f328e77e6");
}

/// What a container's label hashes where each service's first container has the id "<service>".
std::string labelled_text(const model::Service& service) {
  std::string text;
  for (const model::HashedPiece& piece : service.hashed_pieces) {
    text += piece.text;
    if (!piece.service.empty()) text += "<" + piece.service + ">";
  }
  return text;
}

// As Docker Compose 2.40.3 labels containers: with ids, which its `--hash` does not know.
TEST(ConfigHash, OfALabelNamesContainers) {
  const auto result = decode(
      "services: {a: {image: x}, b: {image: x, network_mode: \"service:a\", ipc: \"service:a\", "
      "pid: host}, c: {image: x, volumes_from: [\"b:ro\", a, \"container:own:ro\"]}}");
  EXPECT_TRUE(result.service("a").hashed_pieces.empty());
  EXPECT_EQ(labelled_text(result.service("b")),
            R"({"command":null,"entrypoint":null,"image":"x","ipc":"container:<a>",)"
            R"("network_mode":"container:<a>","pid":"host"})");
  EXPECT_EQ(labelled_text(result.service("c")),
            R"({"command":null,"entrypoint":null,"image":"x","networks":{"default":null},)"
            R"("volumes_from":["<b>","<a>","own"]})");
}

TEST(ConfigHash, LeavesOutWhatNeedsNoNewContainer) {
  const std::string plain = decode_one("image: x").service("a").config_hash;
  EXPECT_EQ(plain, decode_one("image: x, scale: 3, pull_policy: always").service("a").config_hash);
  EXPECT_EQ(plain, decode_one("image: x, x-own: 1").service("a").config_hash);
  EXPECT_NE(plain, decode_one("image: x, tty: true").service("a").config_hash);
}

TEST(ConfigHash, FieldsAreHashedOneByOne) {
  const auto result =
      decode("services:\n  a:\n    image: x\n    environment:\n      LEVEL: debug\n");
  const model::Service& service = result.service("a");
  ASSERT_TRUE(service.field_hashes.contains("environment.LEVEL"));
  EXPECT_EQ(service.field_hashes.at("environment.LEVEL").size(), 12U);
  EXPECT_EQ(service.field_spans.at("environment.LEVEL").to_string(), "stack.yaml:5:14");
  EXPECT_EQ(service.field_spans.at("image").to_string(), "stack.yaml:3:12");
  EXPECT_FALSE(service.field_hashes.contains("command"));
}

TEST(ConfigHash, ShortValuesThatAreNoSecretsMayBeShown) {
  const auto result = decode(
      "services: {a: {image: x, tty: true, command: [sh, -c, a \"b\"], "
      "entrypoint: [redis-server, --requirepass, hunter2], environment: {LEVEL: debug, "
      "EMPTY: '', DB_PASSWORD: hunter2, URL: 'http://u:hunter2@h', "
      "LONG: this is a sentence of more than forty letters}}}");
  EXPECT_EQ(result.service("a").field_texts,
            (model::StringMap{{"command", R"(["sh","-c","a \"b\""])"},
                              {"environment.EMPTY", R"("")"},
                              {"environment.LEVEL", "debug"},
                              {"image", "x"},
                              {"tty", "true"}}));
}

TEST(ConfigHash, FieldHashesAreSaltedWithTheProject) {
  DecodeInput other;
  other.project = "other";
  const std::string yaml = "services: {a: {image: x}}";
  EXPECT_NE(decode(yaml).service("a").field_hashes.at("image"),
            decode(yaml, std::move(other)).service("a").field_hashes.at("image"));
}

}  // namespace
}  // namespace devstack::load
