#include "devstack/engine/credentials.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "engine/base64.hpp"

namespace devstack::engine {
namespace {

constexpr char kHub[] = "https://index.docker.io/v1/";

/// A helper that knows one server and notes what it was asked.
struct Helper {
  std::string server, answer;
  std::vector<std::string> asked;

  CredentialHelper function() {
    return [this](std::string program, std::string action, std::string wanted) {
      return run(*this, program, action, wanted);
    };
  }
  static Task<std::optional<std::string>> run(Helper& self, std::string program, std::string action,
                                              std::string wanted) {
    std::optional<std::string> result;
    if (action == "list") {
      result = R"({"listed.io":"me"})";
      co_return result;
    }
    self.asked.push_back(program + " " + wanted);
    if (wanted == self.server) result = self.answer;
    co_return result;
  }
};

std::optional<RegistryAuth> look_up(const std::string& config, const std::string& registry,
                                    CredentialHelper helper = {}) {
  auto task = find_credentials(config, registry, std::move(helper));
  task.start();
  return task.take();
}

TEST(Credentials, KnowTheRegistryOfAnImage) {
  EXPECT_EQ(registry_of("postgres:15"), kHub);
  EXPECT_EQ(registry_of("docker.io/bitnami/redis"), kHub);
  EXPECT_EQ(registry_of("ghcr.io/org/app:1"), "ghcr.io");
  EXPECT_EQ(registry_of("localhost:5000/app"), "localhost:5000");
}

TEST(Credentials, ReadTheAuthsOfDockersConfiguration) {
  // "me:pa:ss", with a colon in the password
  const std::string config = R"({"auths":{"https://ghcr.io/v1/":{"auth":"bWU6cGE6c3M="},)"
                             R"("other.io":{"username":"u","password":"p"},"empty.io":{},)"
                             R"("token.io":{"identitytoken":"t"},"broken.io":{"auth":"bWU="}}})";
  const auto ghcr = look_up(config, "ghcr.io");
  ASSERT_TRUE(ghcr);
  EXPECT_EQ(ghcr->username, "me");
  EXPECT_EQ(ghcr->password, "pa:ss");
  EXPECT_EQ(ghcr->server_address, "ghcr.io");
  const auto other = look_up(config, "other.io");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->username + "/" + other->password, "u/p");
  const auto token = look_up(config, "token.io");
  ASSERT_TRUE(token);
  EXPECT_EQ(token->identity_token, "t");
  EXPECT_FALSE(look_up(config, "empty.io"));
  EXPECT_FALSE(look_up(config, "broken.io"));
  EXPECT_FALSE(look_up(config, "unknown.io"));
}

TEST(Credentials, AskTheHelperOfTheRegistryBeforeTheCommonStore) {
  const std::string config = R"({"credHelpers":{"ghcr.io":"gh"},"credsStore":"desktop"})";
  Helper helper{"ghcr.io", R"({"Username":"me","Secret":"s"})", {}};
  const auto auth = look_up(config, "ghcr.io", helper.function());
  ASSERT_TRUE(auth);
  EXPECT_EQ(auth->username + "/" + auth->password, "me/s");
  EXPECT_FALSE(look_up(config, kHub, helper.function()));
  EXPECT_EQ(helper.asked, (std::vector<std::string>{"gh ghcr.io", std::string("desktop ") + kHub}));
}

TEST(Credentials, FindTheHelperOfDockerHubUnderEitherName) {
  for (const char* key : {kHub, "index.docker.io"}) {
    const std::string config = std::string(R"({"credHelpers":{")") + key + R"(":"hub"}})";
    Helper helper{kHub, R"({"Username":"me","Secret":"s"})", {}};
    EXPECT_TRUE(look_up(config, kHub, helper.function())) << key;
  }
}

TEST(Credentials, KnowThatAHelperGaveAnIdentityToken) {
  Helper helper{"ghcr.io", R"({"Username":"<token>","Secret":"t"})", {}};
  const auto auth = look_up(R"({"credsStore":"x"})", "ghcr.io", helper.function());
  ASSERT_TRUE(auth);
  EXPECT_EQ(auth->identity_token, "t");
  EXPECT_EQ(auth->username, "");
  EXPECT_EQ(auth->password, "");
}

TEST(Credentials, FallBackToAuthsWhenTheHelperKnowsNothing) {
  const std::string config =
      R"({"credsStore":"x","auths":{"ghcr.io":{"username":"u","password":"p"}}})";
  for (const char* answer : {"", "not json", R"({"Username":"me","Secret":""})"}) {
    Helper helper{"ghcr.io", answer, {}};
    const auto auth = look_up(config, "ghcr.io", helper.function());
    ASSERT_TRUE(auth) << answer;
    EXPECT_EQ(auth->username, "u");
  }
}

TEST(Credentials, OfABrokenConfigurationAreNone) {
  for (const char* config : {"", "{", "[]", R"({"auths":[]})", R"({"auths":{"ghcr.io":1}})"}) {
    EXPECT_FALSE(look_up(config, "ghcr.io")) << config;
  }
}

TEST(Credentials, GoIntoTheHeaderAsBase64OfJson) {
  const RegistryAuth password{"me", "pw?>", "ghcr.io", ""};
  EXPECT_EQ(base64_decode(password.header_value()),
            R"({"username":"me","password":"pw?>","serveraddress":"ghcr.io"})");
  EXPECT_EQ(password.header_value().size() % 4, 0U);
  const RegistryAuth token{"", "", "ghcr.io", "t"};
  EXPECT_EQ(base64_decode(token.header_value()),
            R"({"serveraddress":"ghcr.io","identitytoken":"t"})");
}

TEST(Credentials, OfAllRegistriesForABuild) {
  const std::string config =
      R"({"auths":{"a.io":{"username":"u","password":"p"},"empty.io":{}},"credsStore":"desktop"})";
  Helper helper{"listed.io", R"({"Username":"me","Secret":"s"})", {}};
  auto task = all_credentials(config, helper.function());
  task.start();
  const auto all = task.take();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at("a.io").username, "u");
  EXPECT_EQ(all.at("listed.io").password, "s");
  const Value sent = registry_config(all);
  EXPECT_EQ(sent["listed.io"]["username"].as_string(), "me");
  EXPECT_EQ(sent["a.io"]["password"].as_string(), "p");
}

}  // namespace
}  // namespace devstack::engine
