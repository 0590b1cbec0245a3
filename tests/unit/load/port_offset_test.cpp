#include "load/port_offset.hpp"

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

decode_testing::Result moved(const std::string& services, PortOffset offset) {
  DecodeInput input;
  input.port_offset = std::move(offset);
  return decode("services: {" + services + "}", std::move(input));
}

std::string published(const decode_testing::Result& result, const std::string& service) {
  std::string text;
  for (const model::Port& port : result.service(service).ports) {
    text += (text.empty() ? "" : " ") + port.published + ":" + std::to_string(port.target);
  }
  return text;
}

TEST(PortOffset, MovesPublishedPorts) {
  const auto result =
      moved("a: {image: x, ports: [\"80:80\", \"90\", {target: 5, published: \"100-101\"}]}",
            {20000, {}, {}});
  EXPECT_EQ(result.findings(), "");
  EXPECT_EQ(published(result, "a"), "20080:80 :90 20100-20101:5");
}

TEST(PortOffset, OnlyOfTheServicesThatAreNamed) {
  const auto result = moved("a: {image: x, ports: [\"80:80\"]}, b: {image: x, ports: [\"81:80\"]}",
                            {-10, {{"b", {}}}, {}});
  EXPECT_EQ(published(result, "a"), "80:80");
  EXPECT_EQ(published(result, "b"), "71:80");
}

TEST(PortOffset, WhatIsNoPortIsAnError) {
  EXPECT_EQ(moved("a: {image: x, ports: [\"60000:80\"]}", {6000, {}, {}}).findings(),
            "DS1417 the port 60000 of a moved by 6000 is no port\n");
}

TEST(PortOffset, AProcessListensElsewhere) {
  const auto result = moved(
      "a: {image: x, x-devstack: {process: {command: x, env: {PORT: 8009}, ready: {tcp: 8009}}}}",
      {1000, {}, {}});
  const auto& process = result.service("a").extension.process.value();
  EXPECT_EQ(process.environment.at("PORT"), "9009");
  EXPECT_EQ(std::get<model::TcpProbe>(process.ready->kind).port, 9009);
}

TEST(PortOffset, NothingMovesByNothing) {
  EXPECT_FALSE((PortOffset{0, {}, {}}).moves("a"));
  EXPECT_TRUE((PortOffset{1, {}, {}}).moves("a"));
  EXPECT_FALSE((PortOffset{1, {{"b", {}}}, {}}).moves("a"));
}

}  // namespace
}  // namespace devstack::load
