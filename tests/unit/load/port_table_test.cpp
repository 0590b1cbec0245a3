// Short and long ports: each row is what Docker Compose 2.40.3 makes of it. Not here: a short and a
// long form that mean the same, which Compose keeps both.
#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

using testing::load_yaml;

struct Row {
  const char* ports;     ///< items of the list
  const char* expected;  ///< nullptr: refused
};

class PortTable : public ::testing::TestWithParam<Row> {};

TEST_P(PortTable, AsCompose) {
  const auto answer =
      load_yaml("services: {a: {image: x, ports: [" + std::string(GetParam().ports) + "]}}\n");
  if (GetParam().expected == nullptr) {
    EXPECT_NE(answer.codes, "") << GetParam().ports << " was taken";
  } else {
    EXPECT_EQ(answer.json({"services", "a", "ports"}), GetParam().expected) << GetParam().ports;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Compose, PortTable,
    ::testing::Values(
        Row{"80", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("80")", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{"8080:80", R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("8080:80")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("8080:80/tcp")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("8080:80/udp")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"udp"}])"},
        Row{R"("8080:80/sctp")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"sctp"}])"},
        Row{R"("80/udp")", R"([{"mode":"ingress","target":80,"protocol":"udp"}])"},
        Row{R"("8080:80/TCP")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("8080:80/Udp")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"udp"}])"},
        Row{R"("127.0.0.1:8080:80")",
            R"([{"mode":"ingress","host_ip":"127.0.0.1","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("127.0.0.1::80")",
            R"([{"mode":"ingress","host_ip":"127.0.0.1","target":80,"protocol":"tcp"}])"},
        Row{R"("0.0.0.0:8080:80")",
            R"([{"mode":"ingress","host_ip":"0.0.0.0","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"(":8080:80")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("[::1]:8080:80")",
            R"([{"mode":"ingress","host_ip":"::1","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("[::]:8080:80")",
            R"([{"mode":"ingress","host_ip":"::","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"("[fe80::1]::80/udp")",
            R"([{"mode":"ingress","host_ip":"fe80::1","target":80,"protocol":"udp"}])"},
        Row{R"("::1:8080:80")", nullptr},
        Row{R"("8000-8002:80-82")",
            R"([{"mode":"ingress","target":80,"published":"8000","protocol":"tcp"},{"mode":"ingress","target":81,"published":"8001","protocol":"tcp"},{"mode":"ingress","target":82,"published":"8002","protocol":"tcp"}])"},
        Row{R"("8000-8002")",
            R"([{"mode":"ingress","target":8000,"protocol":"tcp"},{"mode":"ingress","target":8001,"protocol":"tcp"},{"mode":"ingress","target":8002,"protocol":"tcp"}])"},
        Row{R"("8000-8002:80")",
            R"([{"mode":"ingress","target":80,"published":"8000-8002","protocol":"tcp"}])"},
        Row{R"("8000-8001:80-82")", nullptr}, Row{R"("8000:80-81")", nullptr},
        Row{R"("127.0.0.1:8000-8001:80-81")",
            R"([{"mode":"ingress","host_ip":"127.0.0.1","target":80,"published":"8000","protocol":"tcp"},{"mode":"ingress","host_ip":"127.0.0.1","target":81,"published":"8001","protocol":"tcp"}])"},
        Row{R"("127.0.0.1::80-81")",
            R"([{"mode":"ingress","host_ip":"127.0.0.1","target":80,"protocol":"tcp"},{"mode":"ingress","host_ip":"127.0.0.1","target":81,"protocol":"tcp"}])"},
        Row{R"("8000-8000:80")",
            R"([{"mode":"ingress","target":80,"published":"8000","protocol":"tcp"}])"},
        Row{R"("9-8")", nullptr}, Row{R"("8002-8000:80")", nullptr}, Row{R"("0")", nullptr},
        Row{R"("0:80")", R"([{"mode":"ingress","target":80,"published":"0","protocol":"tcp"}])"},
        Row{R"("80:0")", nullptr},
        Row{R"("65535")", R"([{"mode":"ingress","target":65535,"protocol":"tcp"}])"},
        Row{R"("65536")", nullptr}, Row{R"("65536:80")", nullptr}, Row{R"("-1")", nullptr},
        Row{R"("80:")", nullptr},
        Row{R"(":80")", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("::80")", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("")", nullptr}, Row{R"(" 80")", nullptr}, Row{R"("80 ")", nullptr},
        Row{R"("8080: 80")", nullptr}, Row{R"("a")", nullptr}, Row{R"("80:b")", nullptr},
        Row{R"("a:80")", nullptr},
        Row{R"("80/")", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("80/http")", nullptr},
        Row{R"("80/tcp/udp")", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("localhost:80:80")", nullptr}, Row{R"("1.2.3:80:80")", nullptr},
        Row{R"("256.0.0.1:80:80")", nullptr}, Row{R"("1:2:3:4")", nullptr},
        Row{R"("[::1]")", nullptr}, Row{R"("[::1]:80")", nullptr}, Row{R"("[zz]:80:80")", nullptr},
        Row{"80.5", nullptr}, Row{"true", nullptr}, Row{"null", nullptr}, Row{"[80]", nullptr},
        Row{R"("0080")", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("08080:080")",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{"8080:8080",
            R"([{"mode":"ingress","target":8080,"published":"8080","protocol":"tcp"}])"},
        Row{"22:22", R"([{"mode":"ingress","target":22,"published":"22","protocol":"tcp"}])"},
        Row{R"("22:22")", R"([{"mode":"ingress","target":22,"published":"22","protocol":"tcp"}])"},
        Row{R"("1e3")", nullptr}, Row{R"("80-")", nullptr}, Row{R"("-80")", nullptr},
        Row{R"("80-81-82")",
            R"([{"mode":"ingress","target":80,"protocol":"tcp"},{"mode":"ingress","target":81,"protocol":"tcp"}])"},
        Row{R"("8080:80-")", nullptr}, Row{R"("2001:db8::1:80:80")", nullptr},
        Row{R"("127.0.0.1:80")", nullptr},
        Row{"{target: 80}", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"({target: "80"})", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{"{target: 80, published: 8080}",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{R"({target: 80, published: "8080"})",
            R"([{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{"{target: 80, published: 8000-8010}",
            R"([{"mode":"ingress","target":80,"published":"8000-8010","protocol":"tcp"}])"},
        Row{R"({target: 80, published: "8000-8010"})",
            R"([{"mode":"ingress","target":80,"published":"8000-8010","protocol":"tcp"}])"},
        Row{"{target: 80, host_ip: 127.0.0.1}",
            R"([{"mode":"ingress","host_ip":"127.0.0.1","target":80,"protocol":"tcp"}])"},
        Row{"{target: 80, protocol: udp}", R"([{"mode":"ingress","target":80,"protocol":"udp"}])"},
        Row{"{target: 80, protocol: UDP}", R"([{"mode":"ingress","target":80,"protocol":"UDP"}])"},
        Row{"{target: 80, mode: host}", R"([{"mode":"host","target":80,"protocol":"tcp"}])"},
        Row{"{target: 80, name: web, app_protocol: http}",
            R"([{"name":"web","mode":"ingress","target":80,"protocol":"tcp","app_protocol":"http"}])"},
        Row{"{target: 80-81}", nullptr}, Row{"{published: 80}", nullptr}, Row{"{}", nullptr},
        Row{R"({target: 80, published: ""})",
            R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{"{target: 80, published: null}", nullptr},
        Row{"{target: 80, protocol: foo}", R"([{"mode":"ingress","target":80,"protocol":"foo"}])"},
        Row{"{target: 80.5}", nullptr}, Row{"{target: true}", nullptr},
        Row{"{target: 80, published: 80.5}", nullptr},
        Row{"{target: 80, host_ip: nowhere}", nullptr},
        Row{"{target: 80, x-note: a}", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{"{target: 80, port: 1}", nullptr},
        Row{"80, 80", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("80", 80)", R"([{"mode":"ingress","target":80,"protocol":"tcp"}])"},
        Row{R"("80:80", "80:80/tcp")",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"}])"},
        Row{R"("80:80", "80:80/udp")",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"},{"mode":"ingress","target":80,"published":"80","protocol":"udp"}])"},
        Row{R"("80:80", "0.0.0.0:80:80")",
            R"([{"mode":"ingress","host_ip":"0.0.0.0","target":80,"published":"80","protocol":"tcp"}])"},
        Row{R"("8000-8001:80-81", "8000:80")",
            R"([{"mode":"ingress","target":80,"published":"8000","protocol":"tcp"},{"mode":"ingress","target":81,"published":"8001","protocol":"tcp"}])"},
        Row{R"("81:81", "80:80")",
            R"([{"mode":"ingress","target":81,"published":"81","protocol":"tcp"},{"mode":"ingress","target":80,"published":"80","protocol":"tcp"}])"}));

}  // namespace
}  // namespace devstack::load
