#include <gtest/gtest.h>

#include "devstack/engine/client.hpp"

namespace devstack::engine {
namespace {

TEST(HostAddress, ReadsUnixSockets) {
  EXPECT_EQ(parse_host("unix:///var/run/docker.sock").unix_path, "/var/run/docker.sock");
  EXPECT_EQ(parse_host("/run/podman.sock").unix_path, "/run/podman.sock");
  EXPECT_EQ(parse_host("unix://relative.sock").unix_path, "relative.sock");
}

TEST(HostAddress, ReadsHostsAndPorts) {
  struct Case {
    const char* text;
    const char* host;
    std::uint16_t port;
  };
  const Case cases[] = {
      {"tcp://127.0.0.1:2376", "127.0.0.1", 2376}, {"tcp://engine", "engine", 2375},
      {"tcp://engine:80/", "engine", 80},          {"http://engine:8080", "engine", 8080},
      {"tcp://[::1]:2376", "::1", 2376},           {"tcp://[::1]", "::1", 2375}};
  for (const Case& c : cases) {
    const io::Endpoint endpoint = parse_host(c.text);
    EXPECT_EQ(endpoint.host, c.host) << c.text;
    EXPECT_EQ(endpoint.port, c.port) << c.text;
    EXPECT_EQ(endpoint.unix_path, "") << c.text;
  }
}

TEST(HostAddress, RefusesTheRestWithAReason) {
  const std::pair<const char*, const char*> cases[] = {
      {"ssh://me@host", "ssh is not supported; forward the socket with ssh -L"},
      {"https://host:2376", "TLS is not supported"},
      {"npipe:////./pipe/docker_engine", "its scheme is unknown"},
      {"", "its scheme is unknown"},
      {"unix://", "it names no socket"},
      {"tcp://", "it names no host"},
      {"tcp://:2375", "it names no host"},
      {"tcp://host:", "the port is not a number from 1 to 65535"},
      {"tcp://host:0", "the port is not a number from 1 to 65535"},
      {"tcp://host:65536", "the port is not a number from 1 to 65535"},
      {"tcp://host:80x", "the port is not a number from 1 to 65535"}};
  for (const auto& [text, why] : cases) {
    try {
      (void)parse_host(text);
      ADD_FAILURE() << text << " was taken";
    } catch (const EngineUnavailable& error) {
      EXPECT_EQ(error.code(), "DS2006");
      EXPECT_EQ(error.what(),
                std::string("cannot use the engine address \"") + text + "\": " + why);
      EXPECT_NE(error.hint(), "");
    }
  }
}

}  // namespace
}  // namespace devstack::engine
