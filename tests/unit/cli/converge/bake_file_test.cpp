// `build --print` gives what Docker Compose 2.40.3 gave for the same file (tests/golden/bake.json).
#include "cli/converge/bake_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>

#include "devstack/load/loader.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

constexpr char kStack[] = R"(name: bake
services:
  base: {build: ./base}
  web.api:
    image: shop/web:1
    platform: linux/amd64
    build:
      context: ./web
      dockerfile: docker/Dockerfile
      args: {A: "1", B: two}
      labels: {own: label}
      tags: [shop/web:2]
      target: prod
      network: host
      cache_from: [shop/cache, "type=registry,ref=x"]
      cache_to: ["type=inline"]
      additional_contexts: {base: "service:base", docs: "https://example.test/docs.git"}
      secrets: [token]
      ssh: [default]
      extra_hosts: ["a=1.2.3.4", "a=::1"]
      shm_size: 64m
      ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}
      entitlements: [network.host]
      privileged: true
      no_cache: true
      pull: true
      provenance: "mode=max"
      sbom: true
      platforms: [linux/amd64, linux/arm64]
  inline: {image: x, build: {context: ./web, dockerfile_inline: "FROM base\n", provenance: false}}
secrets:
  token: {file: ./token}
)";

class BakeFile : public ::testing::Test {
 protected:
  BakeFile() {
    folder_.file("stack.yaml", kStack);
    load::LoadRequest request;
    request.working_directory = folder_.path().string();
    loaded_ = load::load_stack(request, load::system_files());
  }
  std::string text(const reconcile::BuildSelection& selection,
                   const reconcile::BuildOptions& options = {}) {
    const auto plan = reconcile::plan_build(loaded_.stack, selection);
    const std::string json = to_json(bake_file(loaded_.stack, plan, options), 2) + "\n";
    return std::regex_replace(json, std::regex(loaded_.stack.directory), "<tmp>");
  }

  fakes::TemporaryFolder folder_;
  load::Loaded loaded_;
};

TEST_F(BakeFile, IsThatOfDockerCompose) {
  std::ifstream file(DEVSTACK_TEST_GOLDEN "/bake.json", std::ios::binary);
  EXPECT_EQ(text({}), std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST_F(BakeFile, OfACheckWithOptions) {
  reconcile::BuildSelection selection;
  selection.services = {"inline"};
  reconcile::BuildOptions options;
  options.check = true;
  options.no_cache = true;
  options.args = {{"A", "3"}};
  options.ssh = {"k=/p"};
  const std::string json = text(selection, options);
  for (const char* part :
       {"\"call\": \"lint\"", "\"k=/p\"", "\"A\": \"3\"", "\"no-cache\": true"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part << json;
  }
  EXPECT_EQ(json.find("output"), std::string::npos);
}

}  // namespace
}  // namespace devstack::cli
