#include <gtest/gtest.h>
#include <string>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

std::string ports_json(const std::string& list) {
  const auto result = decode_one("image: x, ports: " + list);
  EXPECT_EQ(result.findings(), "") << list;
  const Node* const ports = result.decoded.document.find("services")->find("a")->find("ports");
  return ports == nullptr ? "" : write_json(*ports, JsonLayout::kCompact);
}

TEST(ShortPorts, LongForms) {
  EXPECT_EQ(ports_json("[80]"), R"([{"mode":"ingress","target":80,"protocol":"tcp"}])");
  EXPECT_EQ(ports_json("[\"127.0.0.1:8080:80/UDP\"]"),
            R"([{"mode":"ingress","host_ip":"127.0.0.1","target":80,"published":"8080",)"
            R"("protocol":"udp"}])");
  EXPECT_EQ(ports_json("[\"[::1]:1:2\"]"),
            R"([{"mode":"ingress","host_ip":"::1","target":2,"published":"1","protocol":"tcp"}])");
  EXPECT_EQ(ports_json("[{target: \"80\", published: 8080, name: w}]"),
            R"([{"name":"w","mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])");
}

TEST(ShortPorts, Ranges) {
  EXPECT_EQ(ports_json("[\"9000-9001:80-81\"]"),
            R"([{"mode":"ingress","target":80,"published":"9000","protocol":"tcp"},)"
            R"({"mode":"ingress","target":81,"published":"9001","protocol":"tcp"}])");
  EXPECT_EQ(ports_json("[\"8000-8005:80\"]"),
            R"([{"mode":"ingress","target":80,"published":"8000-8005","protocol":"tcp"}])");
}

TEST(ShortPorts, EqualOnesStayOnce) {
  EXPECT_EQ(ports_json("[\"80:80\", \"0.0.0.0:80:80\"]"),
            R"([{"mode":"ingress","host_ip":"0.0.0.0","target":80,"published":"80",)"
            R"("protocol":"tcp"}])");
}

TEST(ShortPorts, BrokenOnesAreRefused) {
  for (const char* port :
       {"70000", "a:80", "80:", "1-3:80-81", "80/foo", "::1:8080:80", "localhost:1:2"}) {
    const auto result = decode_one("image: x, ports: [\"" + std::string(port) + "\"]");
    ASSERT_EQ(result.diagnostics.all().size(), 1U) << port;
    EXPECT_EQ(result.diagnostics.all().front().code, "DS1207") << port;
  }
  EXPECT_EQ(decode_one("image: x, ports: [{published: 80}]").findings(),
            "DS1207 \"services.a.ports\": this mapping is no port: it says no \"target\"\n");
}

}  // namespace
}  // namespace devstack::load
