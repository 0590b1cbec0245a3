#include "load/extension_mock.hpp"

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;
using Words = std::vector<std::string>;

TEST(ExtensionMock, ReadsEverything) {
  const auto result = decode_one(
      "image: chroma:1, x-devstack: {mock: {http: 8000, tcp: [9000, \"9001\"], api: openai, model: "
      "m, dimension: 8, needs: [\"db:5432\", \"cache=redis:6379\"], routes: {\"GET /x\": "
      "'{\"a\":1}', "
      "\"POST /y\": \"@./y.json\"}}}");
  EXPECT_EQ(result.findings(), "");
  const model::Extension& extension = result.service("a").extension;
  EXPECT_FALSE(extension.is_mock);
  const model::Mock& mock = extension.mock.value();
  EXPECT_EQ(mock.http, 8000);
  EXPECT_EQ(mock.tcp, (std::vector<std::uint16_t>{9000, 9001}));
  EXPECT_EQ(mock.api, "openai");
  EXPECT_EQ(mock.model, "m");
  EXPECT_EQ(mock.dimension, 8);
  EXPECT_EQ(mock.needs, (Words{"db:5432", "cache=redis:6379"}));
  EXPECT_EQ(mock.routes.at("GET /x"), "{\"a\":1}");
  EXPECT_EQ(mock.routes.at("POST /y"), "@./y.json");
}

TEST(ExtensionMock, EmptyMeansTwoThings) {
  const auto itself = decode_one("image: devstack/mock:1, x-devstack: {mock: {}}");
  EXPECT_EQ(itself.findings(), "");
  EXPECT_TRUE(itself.service("a").extension.is_mock);
  EXPECT_FALSE(itself.service("a").extension.mock);
  const auto real = decode_one("image: db:1, x-devstack: {mock: {}}");
  EXPECT_EQ(real.findings(), "");
  EXPECT_FALSE(real.service("a").extension.is_mock);
  EXPECT_TRUE(real.service("a").extension.mock);
}

TEST(ExtensionMock, ImagesOfTheMock) {
  for (const char* image : {"devstack/mock", "devstack/mock:1", "devstack/mock@sha256:1"}) {
    EXPECT_TRUE(is_mock_image(image)) << image;
  }
  for (const char* image : {"", "devstack/mocks", "x/devstack/mock:1", "mock:1"}) {
    EXPECT_FALSE(is_mock_image(image)) << image;
  }
}

TEST(ExtensionMock, OnTheMockItselfMembersAreRefused) {
  EXPECT_EQ(
      decode_one("image: devstack/mock:1, x-devstack: {mock: {http: 80, tcp: 81}}").findings(),
      "DS1412 \"services.a.x-devstack.mock.http\" is for a real image, and this one is the "
      "mock\nDS1412 \"services.a.x-devstack.mock.tcp\" is for a real image, and this one is "
      "the mock\n");
}

TEST(ExtensionMock, ItsHealthCheckGoesWithItsImage) {
  const std::string check = ", healthcheck: {test: [CMD, /devstack-mock, --check, x]}";
  const std::string ready = ", x-devstack: {mock: {}, ready: {tcp: 80}}";
  const auto has_check = [](const std::string& text) {
    return decode_one(text).service("a").healthcheck.has_value();
  };
  EXPECT_TRUE(has_check("image: devstack/mock:1" + check + ready));
  EXPECT_FALSE(has_check("image: real:1" + check + ready));
  EXPECT_TRUE(has_check("image: real:1" + check)) << "nothing else would tell";
  EXPECT_TRUE(has_check("image: real:1, healthcheck: {test: [CMD, curl]}" + ready));
}

TEST(ExtensionMock, ValuesThatMakeNoSense) {
  struct Case {
    const char* mock;
    const char* finding;
  };
  for (const auto& [mock, finding] :
       {Case{"{http: 0}", "mock.http\" must be from 1 to 65535, not 0"},
        Case{"{tcp: [70000]}", "mock.tcp\" has 70000, which is no port"},
        Case{"{dimension: 0}", "mock.dimension\" must be from 1 to 65536, not 0"},
        Case{"{api: ollama}", "mock.api\" must be one of openai, not \"ollama\""},
        Case{"{needs: [db]}", "mock.needs\" has \"db\", which is no address"},
        Case{"{needs: [\"=db:1\"]}", "mock.needs\" has \"=db:1\", which is no address"},
        Case{"{routes: {\"GET /x\": \"{\"}}",
             "mock.routes\" answers \"GET /x\" with what is no JSON"},
        Case{"{routes: {\"GET /x\": \"@\"}}",
             "mock.routes\" answers \"GET /x\" with what is no JSON"}}) {
    EXPECT_EQ(decode_one(std::string("image: x, x-devstack: {mock: ") + mock + "}").findings(),
              std::string("DS1412 \"services.a.x-devstack.") + finding + "\n");
  }
  for (const char* request : {"/x", "GET", "get /x", "GET x"}) {
    EXPECT_EQ(decode_one(std::string("image: x, x-devstack: {mock: {routes: {\"") + request +
                         "\": \"1\"}}}")
                  .findings(),
              std::string("DS1412 \"") + request +
                  "\" under \"services.a.x-devstack.mock.routes\" is no request\n");
  }
}

}  // namespace
}  // namespace devstack::load
