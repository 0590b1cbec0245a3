// Which engine is meant, over files in memory.
#include "cli/project/docker_host.hpp"

#include <gtest/gtest.h>

#include <map>

#include "devstack/base/error.hpp"
#include "devstack/base/hash.hpp"

namespace devstack::cli {
namespace {

using FileMap = std::map<std::string, std::string>;

std::string host_of(const load::Environment& environment, const FileMap& files = {},
                    const std::string& option = {}) {
  return docker_host(option, environment,
                     [&files](const std::string& path) -> std::optional<std::string> {
                       const auto found = files.find(path);
                       if (found == files.end()) return std::nullopt;
                       return found->second;
                     });
}

FileMap with_context(const std::string& config) {
  return {{"/home/me/.docker/config.json", config},
          {"/home/me/.docker/contexts/meta/" + sha256_hex("lab") + "/meta.json",
           R"({"Name":"lab","Endpoints":{"docker":{"Host":"unix:///lab.sock"}}})"}};
}

const load::Environment kHome{{"HOME", "/home/me"}};

TEST(DockerHost, OptionThenVariableThenContextThenUsual) {
  const auto files = with_context(R"({"currentContext":"lab"})");
  EXPECT_EQ(host_of({{"DOCKER_HOST", "unix:///b"}}, files, "unix:///a"), "unix:///a");
  EXPECT_EQ(host_of({{"DOCKER_HOST", "unix:///b"}, {"HOME", "/home/me"}}, files), "unix:///b");
  EXPECT_EQ(host_of(kHome, files), "unix:///lab.sock");
  EXPECT_EQ(host_of({}), "unix:///var/run/docker.sock");
  EXPECT_EQ(host_of(kHome, with_context(R"({"currentContext":"default"})")),
            "unix:///var/run/docker.sock");
  EXPECT_EQ(host_of(kHome, with_context("not json")), "unix:///var/run/docker.sock");
}

TEST(DockerHost, DockerContextVariable) {
  EXPECT_EQ(host_of({{"HOME", "/home/me"}, {"DOCKER_CONTEXT", "lab"}}, with_context("{}")),
            "unix:///lab.sock");
  EXPECT_THROW(host_of({{"HOME", "/home/me"}, {"DOCKER_CONTEXT", "gone"}}), UsageError);
}

TEST(DockerHost, ConfigFolder) {
  EXPECT_EQ(docker_config_folder(kHome), "/home/me/.docker");
  EXPECT_EQ(docker_config_folder({{"HOME", "/home/me"}, {"DOCKER_CONFIG", "/c"}}), "/c");
  EXPECT_EQ(docker_config_folder({}), "");
}

}  // namespace
}  // namespace devstack::cli
