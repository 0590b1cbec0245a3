#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(ShortLists, VariablesAndLabels) {
  const auto result =
      decode_one("image: x, environment: [\"A=b=c\", D, \"E=\"], labels: [l, \"m=1\"]");
  const model::Service& service = result.service("a");
  EXPECT_EQ(service.environment.at("A"), "b=c");
  EXPECT_EQ(service.environment.at("D"), std::nullopt);
  EXPECT_EQ(service.environment.at("E"), "");
  EXPECT_EQ(service.labels.at("l"), "");
  EXPECT_EQ(service.labels.at("m"), "1");
}

TEST(ShortLists, HostsAreSortedAndUnique) {
  EXPECT_EQ(decode_one("image: x, extra_hosts: {b: [1.1.1.1, 2.2.2.2], a: host-gateway}")
                .service("a")
                .extra_hosts,
            (std::vector<std::string>{"a=host-gateway", "b=1.1.1.1", "b=2.2.2.2"}));
  EXPECT_EQ(decode_one("image: x, extra_hosts: [\"h:[::1]\", \"h=::1\", \"g=1.1.1.1,2.2.2.2\"]")
                .service("a")
                .extra_hosts,
            (std::vector<std::string>{"g=1.1.1.1", "g=2.2.2.2", "h=::1"}));
  EXPECT_EQ(decode_one("image: x, extra_hosts: [foo]").findings(),
            "DS1202 \"services.a.extra_hosts\" has the host \"foo\" without an address\n");
}

/// Found by fuzzing: what was printed meant something else when it was read again.
TEST(ShortLists, PrintedHostsReadAsThemselves) {
  for (const char* written :
       {"h=[::1]", "h=[[::1]]", "h=[::1", "h=[]", "h=", "h=[a][b]", "h=1.1.1.1,[::1]", "h=,"}) {
    const auto once = decode_one(std::string("image: x, extra_hosts: ['") + written + "']")
                          .service("a")
                          .extra_hosts;
    std::string again = "image: x, extra_hosts: [";
    for (const std::string& line : once) again += "'" + line + "',";
    EXPECT_EQ(decode_one(again + "]").service("a").extra_hosts, once) << written;
  }
}

TEST(ShortLists, StringsBecomeLists) {
  const model::Service service = decode_one("image: x, dns: 1.1.1.1, tmpfs: /run").service("a");
  EXPECT_EQ(service.dns, std::vector<std::string>{"1.1.1.1"});
  EXPECT_EQ(service.tmpfs, std::vector<std::string>{"/run"});
}

TEST(ShortLists, ExposedPortsStayOnce) {
  EXPECT_EQ(decode_one("image: x, expose: [80, \"80\", 1-3]").service("a").expose,
            (std::vector<std::string>{"80", "1-3"}));
}

TEST(ShortLists, SshKeysKeepTheirPath) {
  EXPECT_NE(decode_one("build: {context: ., ssh: {default: , k: /p}}")
                .json("a")
                .find(R"("ssh":["default","k=/p"])"),
            std::string::npos);
}

}  // namespace
}  // namespace devstack::load
