// What of a service is left when the mock runs in its place.
#include "devstack/reconcile/mock_service.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

namespace labels = model::labels;

class AsMock : public ::testing::Test {
 protected:
  AsMock() {
    db_ = &world_.service("db");
    model::Port port;
    port.target = 5432;
    port.published = "15432";
    db_->ports.push_back(port);
    db_->extension.mock.emplace();
  }
  [[nodiscard]] model::Service made() const { return as_mock(*db_, "/home/dev/shop", "why"); }
  [[nodiscard]] std::string variable(const char* name) const {
    const model::Service mock = made();
    const auto found = mock.environment.find(name);
    return found == mock.environment.end() ? "" : found->second.value_or("");
  }

  World world_;
  model::Service* db_;
};

TEST_F(AsMock, KeepsWhatOthersSeeAndDropsWhatOnlyTheServerUnderstands) {
  world_.volume("data");
  world_.mount("db", "data");
  db_->command = {"postgres", "-c", "x=1"};
  db_->entrypoint = {"/entry"};
  db_->user = "70";
  db_->environment["POSTGRES_PASSWORD"] = "secret";
  db_->tmpfs = {"/run"};
  db_->mem_limit = 512;
  db_->privileged = true;
  db_->extension.optional = true;
  const model::Service mock = made();
  EXPECT_EQ(mock.image, "devstack/mock:1");
  EXPECT_FALSE(mock.command || mock.entrypoint || mock.build || mock.healthcheck);
  EXPECT_TRUE(mock.user.empty() && mock.tmpfs.empty() && mock.volumes.empty());
  EXPECT_FALSE(mock.privileged);
  EXPECT_FALSE(mock.environment.contains("POSTGRES_PASSWORD"));
  EXPECT_EQ(mock.name, "db");
  EXPECT_EQ(mock.ports.size(), 1U);
  EXPECT_EQ(mock.networks.size(), 1U);
  EXPECT_EQ(mock.mem_limit, 512);
  EXPECT_TRUE(mock.extension.optional);
  EXPECT_EQ(mock.config_hash, db_->config_hash) << "for Docker Compose it is unchanged";
}

TEST_F(AsMock, IsReadyByItsHealthOnTheFirstPort) {
  EXPECT_EQ(variable("DEVSTACK_MOCK_HTTP"), "5432");
  const model::Service mock = made();
  EXPECT_EQ(model::describe(mock.extension.ready->kind), "http :5432/health");
  db_->extension.mock->http = 8080;
  EXPECT_EQ(variable("DEVSTACK_MOCK_HTTP"), "8080");
  EXPECT_EQ(variable("DEVSTACK_MOCK_TCP"), "5432") << "the declared port still accepts";
  db_->ports.clear();
  db_->extension.mock->http.reset();
  EXPECT_EQ(variable("DEVSTACK_MOCK_HTTP"), "8080") << "without any port";
  db_->expose = {"9000/tcp", "53/udp"};
  EXPECT_EQ(variable("DEVSTACK_MOCK_HTTP"), "9000");
}

TEST_F(AsMock, TellsTheMockWhatTheBlockSays) {
  model::Mock& mock = *db_->extension.mock;
  mock.tcp = {7000, 7001};
  mock.api = "openai";
  mock.model = "m";
  mock.dimension = 12;
  mock.needs = {"a:1", "b=c:2"};
  EXPECT_EQ(variable("DEVSTACK_MOCK_TCP"), "7000,7001");
  EXPECT_EQ(variable("DEVSTACK_MOCK_API"), "openai");
  EXPECT_EQ(variable("DEVSTACK_MOCK_MODEL"), "m");
  EXPECT_EQ(variable("DEVSTACK_MOCK_DIMENSION"), "12");
  EXPECT_EQ(variable("DEVSTACK_MOCK_NEEDS"), "a:1,b=c:2");
  EXPECT_EQ(variable("DEVSTACK_MOCK_NAME"), "db");
}

TEST_F(AsMock, PutsRoutesIntoAVariableAndTheirFilesIntoTheContainer) {
  model::Mock& mock = *db_->extension.mock;
  mock.routes = {{"GET /a", R"({"x":1})"}, {"GET /b", "hello"}, {"GET /c", "@./fixtures/c.json"}};
  EXPECT_EQ(variable("DEVSTACK_MOCK_ROUTES"), R"({"GET /a":{"x":1},"GET /b":{"body":"hello"},)"
                                              R"("GET /c":{"file":"/mock-routes/0.json"}})");
  const model::Service service = made();
  ASSERT_EQ(service.volumes.size(), 1U);
  EXPECT_EQ(service.volumes[0].source, "/home/dev/shop/fixtures/c.json");
  EXPECT_EQ(service.volumes[0].target, "/mock-routes/0.json");
  EXPECT_TRUE(service.volumes[0].read_only);
}

TEST_F(AsMock, IsKnownByItsLabels) {
  const model::Service mock = made();
  EXPECT_TRUE(is_fallback_mock(mock));
  EXPECT_EQ(fallback_reason(mock), "why");
  EXPECT_FALSE(is_fallback_mock(*db_));
  EXPECT_TRUE(fallback_reason(*db_).empty());
  const std::string spec = mock.labels.at(labels::kMockSpec);
  db_->extension.mock->model = "other";
  EXPECT_NE(made().labels.at(labels::kMockSpec), spec) << "the block is no part of Compose's hash";
}

}  // namespace
}  // namespace devstack::reconcile
