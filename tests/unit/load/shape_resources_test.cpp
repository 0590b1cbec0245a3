#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(ShapeResources, TakeTheirKeysAndNoOthers) {
  EXPECT_EQ(decode("services: {a: {image: x}}\n"
                   "networks: {n: {attachable: true, enable_ipv4: true, ipam: {options: {a: b}}}}\n"
                   "volumes: {v: {driver: d, labels: [a]}}\n"
                   "configs: {c: {file: f, template_driver: t}}\n"
                   "secrets: {s: {file: f, driver: d, driver_opts: {a: 1}}}\n"
                   "models: {m: {model: ai/x, context_size: 1, runtime_flags: [a]}}")
                .findings(),
            "");
  for (const char* section :
       {"networks: {n: {drver: x}}", "volumes: {v: {nam: x}}", "configs: {c: {fil: x}}",
        "secrets: {s: {content: x}}", "models: {m: {}}"}) {
    EXPECT_TRUE(decode(std::string("services: {}\n") + section).diagnostics.has_errors())
        << section;
  }
}

}  // namespace
}  // namespace devstack::load
