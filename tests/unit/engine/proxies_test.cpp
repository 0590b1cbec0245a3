// The text of Docker's config.json is whatever people put there.
#include "devstack/engine/proxies.hpp"

#include <gtest/gtest.h>

namespace devstack::engine {
namespace {

using Variables = std::map<std::string, std::string>;

constexpr char kConfig[] =
    R"({"proxies": {"default": {"httpProxy": "http://p:3128", "noProxy": "localhost"},)"
    R"( "tcp://other:2375": {"allProxy": "socks5://q"}}})";

TEST(Proxies, AreThoseOfTheEngineOrOfAll) {
  EXPECT_EQ(configured_proxies(kConfig, "unix:///var/run/docker.sock"),
            (Variables{{"HTTP_PROXY", "http://p:3128"},
                       {"NO_PROXY", "localhost"},
                       {"http_proxy", "http://p:3128"},
                       {"no_proxy", "localhost"}}));
  EXPECT_EQ(configured_proxies(kConfig, "tcp://other:2375"),
            (Variables{{"ALL_PROXY", "socks5://q"}, {"all_proxy", "socks5://q"}}));
}

TEST(Proxies, AreNoneInOtherTexts) {
  for (const char* text : {"", "{}", "[1]", R"({"proxies": 1})", R"({"proxies": {"default": []}})",
                           R"({"proxies": {"default": {"httpProxy": 1, "ftpProxy": ""}}})"}) {
    EXPECT_EQ(configured_proxies(text, "x"), Variables{}) << text;
  }
}

}  // namespace
}  // namespace devstack::engine
