#include "load/extension_process.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using Words = std::vector<std::string>;

decode_testing::Result with_process(const std::string& process) {
  DecodeInput input;
  input.environment = {{"HOME", "/home/ann"}};
  return decode("services: {a: {image: x, x-devstack: {process: " + process + "}}}",
                std::move(input));
}

model::HostProcess read(const std::string& process) {
  const auto result = with_process(process);
  EXPECT_EQ(result.findings(), "");
  return result.service("a").extension.process.value();
}

TEST(ExtensionProcess, ReadsEverything) {
  const auto process = read(
      "{command: [./run.sh, -v], cwd: host, env: {PORT: 8009, LOW: null}, log: /tmp/x/a.log, "
      "requires: {gpu: {memory: 8G}, memory: 4G, files: [./m/*.gguf, ~/w, /abs], commands: nvcc, "
      "env: {REAL: \"!false\", KEY: null, MODE: fast}}, ready: {http: {port: 8009}, within: 9s}, "
      "restart: always}");
  EXPECT_EQ(process.command, (Words{"./run.sh", "-v"}));
  EXPECT_EQ(process.working_dir, "/srv/host");
  EXPECT_EQ(process.environment.size(), 1U);
  EXPECT_EQ(process.environment.at("PORT"), "8009");
  EXPECT_EQ(process.log, "/tmp/x/a.log");
  EXPECT_EQ(process.needs.gpu->memory, std::int64_t{8} << 30);
  EXPECT_EQ(process.needs.memory, std::int64_t{4} << 30);
  EXPECT_EQ(process.needs.files, (Words{"/srv/m/*.gguf", "/home/ann/w", "/abs"}));
  EXPECT_EQ(process.needs.commands, Words{"nvcc"});
  EXPECT_EQ(process.needs.environment.at("REAL"), "!false");
  EXPECT_EQ(process.needs.environment.at("KEY"), "");
  EXPECT_EQ(std::get<model::HttpProbe>(process.ready->kind).port, 8009);
  EXPECT_EQ(process.ready->within, std::chrono::seconds(9));
  EXPECT_EQ(process.restart, RestartRule::kAlways);
  EXPECT_TRUE(process.span.known());
}

TEST(ExtensionProcess, WhatIsNotSaid) {
  const auto process = read("{command: ./serve --port 1}");
  EXPECT_EQ(process.command, (Words{"/bin/sh", "-c", "./serve --port 1"}));
  EXPECT_EQ(process.working_dir, "/srv");
  EXPECT_EQ(process.log, "");
  EXPECT_FALSE(process.needs.gpu);
  EXPECT_FALSE(process.ready);
  EXPECT_EQ(process.restart, RestartRule::kOnFailure);
  EXPECT_EQ(read("{command: x, restart: no}").restart, RestartRule::kNo);
}

TEST(ExtensionProcess, AnyGpuOrNone) {
  EXPECT_EQ(read("{command: x, requires: {gpu: true}}").needs.gpu->memory, 0);
  EXPECT_FALSE(read("{command: x, requires: {gpu: false}}").needs.gpu);
}

TEST(ExtensionProcess, TheDocumentStaysCompose) {
  const auto result = with_process("{command: x}");
  EXPECT_EQ(result.json("a").find("process"), std::string::npos);
  const auto plain = decode("services: {a: {image: x}}");
  EXPECT_EQ(result.service("a").config_hash, plain.service("a").config_hash);
}

TEST(ExtensionProcess, ValuesThatMakeNoSense) {
  struct Case {
    const char* process;
    const char* finding;
  };
  const std::string path = "services.a.x-devstack.process";
  for (const auto& [process, finding] :
       {Case{"{cwd: x}", "DS1412 \"P\" must say \"command\""},
        Case{"{command: \"\"}", "DS1412 \"P.command\" runs no command"},
        Case{"{command: x, comand: y}", "DS1410 unknown key \"comand\" in \"P\""},
        Case{"{command: x, cwd: \" \"}", "DS1412 \"P.cwd\" is empty"},
        Case{"{command: x, env: {1A: b}}",
             "DS1412 \"1A\" under \"P.env\" is no name of a variable"},
        Case{"{command: x, requires: {gpus: true}}",
             "DS1410 unknown key \"gpus\" in \"P.requires\""},
        Case{"{command: x, requires: {gpu: {memory: 0}}}",
             "DS1412 \"P.requires.gpu.memory\" must be more than 0, not 0"},
        Case{"{command: x, requires: {memory: -1}}",
             "DS1412 \"P.requires.memory\" must be more than 0, not -1"},
        Case{"{command: x, requires: {files: []}}", "DS1412 \"P.requires.files\" is an empty list"},
        Case{"{command: x, requires: {env: {a b: c}}}",
             "DS1412 \"a b\" under \"P.requires.env\" is no name of a variable"},
        Case{"{command: x, ready: {within: 1s}}", "DS1412 \"P.ready\" has 0 tests"},
        Case{"{command: x, restart: never}",
             "DS1412 \"P.restart\" must be one of no, on-failure, always, not \"never\""}}) {
    std::string expected = finding;
    for (auto at = expected.find("\"P"); at != std::string::npos;
         at = expected.find("\"P", at + 2)) {
      expected.replace(at + 1, 1, path);
    }
    EXPECT_EQ(with_process(process).findings(), expected + "\n") << process;
  }
}

}  // namespace
}  // namespace devstack::load
