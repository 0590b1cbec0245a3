#include "devstack/host/host_facts.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

using ::testing::ElementsAre;

TEST(HostFacts, FindsFilesByPattern) {
  const fakes::TemporaryFolder folder;
  folder.file("models/qwen-7b.gguf", "x");
  const std::string there = (folder.path() / "models/*.gguf").string();
  const std::string not_there = (folder.path() / "models/*.bin").string();
  FactQuery query;
  query.patterns = {there, not_there, folder.path().string()};
  const auto facts = gather_facts(query);
  EXPECT_TRUE(facts.found_patterns.contains(there));
  EXPECT_TRUE(facts.found_patterns.contains(folder.path().string()));
  EXPECT_FALSE(facts.found_patterns.contains(not_there));
}

TEST(HostFacts, FindsCommandsInTheGivenPath) {
  const fakes::TemporaryFolder folder;
  const std::string tool = folder.file("bin/tool", "#!/bin/sh\n");
  const std::string plain = folder.file("bin/plain", "text");
  std::filesystem::permissions(tool, std::filesystem::perms::owner_all);
  FactQuery query;
  query.environment["PATH"] = "/nonexistent:" + (folder.path() / "bin").string();
  query.commands = {"tool", "plain", "sh", tool, plain};
  EXPECT_THAT(gather_facts(query).found_commands, ElementsAre(tool, "tool"));
}

TEST(HostFacts, KnowsTheMemoryAndAsksForGpusOnlyWhenWanted) {
  ::setenv("FAKE_NVML_MEMORY_MIB", "4096", 1);
  FactQuery query;
  query.environment["DEVSTACK_NVML_LIBRARY"] = DEVSTACK_FAKE_NVML;
  EXPECT_TRUE(gather_facts(query).gpu_memory.empty());
  query.gpus = true;
  const auto facts = gather_facts(query);
  ::unsetenv("FAKE_NVML_MEMORY_MIB");
  EXPECT_THAT(facts.gpu_memory, ElementsAre(std::int64_t{4096} << 20));
  EXPECT_GT(facts.memory_bytes, std::int64_t{64} << 20);
}

}  // namespace
}  // namespace devstack::host
