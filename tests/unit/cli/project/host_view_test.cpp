#include "cli/project/host_view.hpp"

#include <gtest/gtest.h>

#include "devstack/host/paths.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

class HostViewTest : public testing::Test {
 protected:
  model::Stack stack_in(const fakes::TemporaryFolder& folder, const std::string& text) {
    model::Stack stack;
    stack.directory = folder.path().string();
    stack.files = {folder.file("stack.yaml", text)};
    auto& service = stack.services["llm"];
    service.name = "llm";
    service.extension.process.emplace();
    service.extension.process->command = {stack.directory + "/llm.sh"};
    service.extension.process->working_dir = stack.directory;
    return stack;
  }
  static std::string hash(const model::Stack& stack) { return trust_hash(stack, stack.files); }
};

TEST_F(HostViewTest, TheHashIsTheSameInEveryCopy) {
  const fakes::TemporaryFolder one, other;
  EXPECT_EQ(hash(stack_in(one, "a")), hash(stack_in(other, "a")));
}

TEST_F(HostViewTest, ContentsAndCommandsChangeIt) {
  const fakes::TemporaryFolder folder;
  const auto stack = stack_in(folder, "a");
  const std::string before = hash(stack);
  auto other = stack;
  other.services["llm"].extension.process->command.push_back("--fast");
  EXPECT_NE(hash(other), before);
  other = stack;
  other.services["llm"].extension.process->log = "/tmp/x.log";
  EXPECT_NE(hash(other), before);
  other = stack;
  other.services["llm"].extension.process->environment["LEVEL"] = "debug";
  EXPECT_EQ(hash(other), before) << "written in a file, whose contents count";
  other = stack;
  other.disabled["x"] = other.services["llm"];
  other.disabled["x"].name = "x";
  EXPECT_NE(hash(other), before) << "another profile may run it";
  auto active = other;
  active.services["x"] = other.disabled["x"];
  active.disabled.clear();
  EXPECT_EQ(hash(active), hash(other)) << "that it is active now is no change";
  folder.file("stack.yaml", "b");
  EXPECT_NE(hash(stack), before);
}

TEST_F(HostViewTest, OnlyProcessesAskForTheHost) {
  model::Stack stack;
  stack.services["db"].name = "db";
  EXPECT_FALSE(asks_for_host(stack));
  stack.disabled["llm"].extension.process.emplace();
  EXPECT_TRUE(asks_for_host(stack));
}

TEST_F(HostViewTest, WhatShipsIsTrustedNotWhatLooksLikeIt) {
  const fakes::TemporaryFolder folder;
  EXPECT_FALSE(is_shipped(stack_in(folder, "a")));
  EXPECT_FALSE(is_shipped(model::Stack{}));
  model::Stack shipped;
  const std::string stacks = host::find_install_paths().stacks;
  ASSERT_FALSE(stacks.empty());
  shipped.files = {stacks + "/quickstart/stack.yaml"};
  EXPECT_TRUE(is_shipped(shipped));
  shipped.files.push_back(folder.file("override.yaml", "x"));
  EXPECT_FALSE(is_shipped(shipped)) << "a file of somebody else's is part of it";
}

}  // namespace
}  // namespace devstack::cli
