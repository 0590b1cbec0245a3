// Databases and model servers, by what the file tells of them.
#include "cli/show/service_kinds.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using Names = std::vector<std::string>;

TEST(ServiceKinds, Databases) {
  model::Stack stack;
  stack.services["pg"].image = "pgvector/pgvector:pg15";
  stack.services["doc"].image = "mongodb/mongodb-atlas-local";
  stack.services["own"].extension.role = "database";
  stack.services["api"].image = "shop/redis-api";
  stack.services["seed"].image = "postgres:15";
  stack.services["seed"].is_job = true;
  EXPECT_EQ(database_services(stack), (Names{"doc", "own", "pg"}));
}

TEST(ServiceKinds, Ai) {
  model::Stack stack;
  stack.services["llm"].environment["DEVSTACK_MOCK_API"] = "openai";
  stack.services["gpu"].extension.process.emplace().needs.gpu = model::HostNeeds::Gpu{};
  stack.volumes["weights"].role = "model-cache";
  stack.services["embed"].volumes.emplace_back().source = "weights";
  stack.services["rag"];
  stack.services["mail"];
  stack.extension.tiers = {{"ai-services", {{"rag", {}}, {"gone", {}}}, {}},
                           {"mail-services", {{"mail", {}}}, {}}};
  EXPECT_EQ(ai_services(stack), (Names{"embed", "gpu", "llm", "rag"}));
}

}  // namespace
}  // namespace devstack::cli
