// Which part answers, and what is worth a log line.
#include "mock/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace devstack::mock {
namespace {

class MockService : public testing::Test {
 protected:
  Service make(const std::function<void(Config&)>& change = [](Config&) {}) {
    Config config;
    config.name = "svc";
    config.routes["GET /fixed"].body = "{}";
    change(config);
    return {config, Log("svc", out_)};
  }

  std::ostringstream out_;
};

TEST_F(MockService, AnswersHealthRoutesAndNothingElse) {
  auto service = make();
  EXPECT_EQ(service.answer({"GET", "/health", ""}).status, 200);
  EXPECT_EQ(service.answer({"HEAD", "/health", ""}).status, 200);
  EXPECT_EQ(service.answer({"GET", "/fixed", ""}).body, "{}");
  EXPECT_EQ(service.answer({"POST", "/fixed", ""}).status, 404);
  EXPECT_EQ(service.answer({"GET", "/v1/models", ""}).status, 404);
}

TEST_F(MockService, ServesTheApiWhereAskedTo) {
  auto service = make([](Config& config) { config.api = Api::kOpenAi; });
  EXPECT_EQ(service.answer({"GET", "/v1/models", ""}).status, 200);
}

TEST_F(MockService, ARouteGoesBeforeHealth) {
  auto service = make([](Config& config) { config.routes["GET /health"].status = 418; });
  EXPECT_EQ(service.answer({"GET", "/health", ""}).status, 418);
}

TEST_F(MockService, LogsHealthOnlyWhenItChanges) {
  auto service = make();
  for (int i = 0; i < 3; ++i) (void)service.answer({"GET", "/health", ""});
  EXPECT_EQ(out_.str(), R"({"level":"info","service":"svc","msg":"GET /health 200"})"
                        "\n");
  out_.str("");
  for (int i = 0; i < 2; ++i) (void)service.answer({"GET", "/fixed", ""});
  EXPECT_THAT(out_.str(), testing::MatchesRegex("(.*GET /fixed 200.*\n){2}"));
}

TEST_F(MockService, AFailingNeedIsAWarning) {
  auto service = make([](Config& config) {
    config.needs.push_back({"db", "no-such-host.invalid", "1"});
  });
  EXPECT_EQ(service.answer({"GET", "/health", ""}).status, 503);
  EXPECT_THAT(out_.str(), testing::HasSubstr(R"("level":"warn")"));
}

}  // namespace
}  // namespace devstack::mock
