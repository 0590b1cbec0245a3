#include "devstack/reconcile/process_choice.hpp"

#include <gmock/gmock.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

constexpr std::int64_t kGiB = std::int64_t{1} << 30;
constexpr std::int64_t kMiB = std::int64_t{1} << 20;

class ProcessChoiceTest : public testing::Test {
 protected:
  ProcessChoiceTest() {
    world_.service("llm").extension.process.emplace();
    process().command = {"./run.sh"};
    process().working_dir = "/home/dev/shop";
    view_.trust = HostTrust::kTrusted;
    view_.environment = {{"HOME", "/home/dev"}, {"PATH", "/bin"}};
    facts_.memory_bytes = 16 * kGiB;
  }

  model::HostProcess& process() { return *world_.stack.services.at("llm").extension.process; }
  [[nodiscard]] std::string reason() {
    return choose_processes(world_.stack, facts_, view_).at("llm");
  }

  World world_;
  host::HostFacts facts_;
  HostView view_;
};

TEST_F(ProcessChoiceTest, TrustedAndWithoutNeedsTheProcessRuns) {
  world_.service("db");
  EXPECT_EQ(reason(), "");
  EXPECT_EQ(choose_processes(world_.stack, facts_, view_).size(), 1U) << "db has no process";
}

TEST_F(ProcessChoiceTest, WithoutTrustTheReasonIsTheWayOut) {
  view_.trust = HostTrust::kUnknown;
  EXPECT_EQ(reason(), "not trusted: devstack trust");
  view_.trust = HostTrust::kChanged;
  EXPECT_EQ(reason(), "changed since it was trusted: devstack trust");
  process().needs.gpu = model::HostNeeds::Gpu{};
  EXPECT_EQ(reason(), "gpu: needs one, none found") << "trusting would not help";
}

TEST_F(ProcessChoiceTest, AnEngineElsewhereCannotReachIt) {
  view_.local_engine = false;
  EXPECT_EQ(reason(), "the engine is on another machine");
}

TEST_F(ProcessChoiceTest, GpuNeeds) {
  struct Case {
    std::int64_t need;
    std::vector<std::int64_t> have;
    const char* reason;
  };
  const std::vector<Case> cases{
      {8 * kGiB, {}, "gpu: needs 8 GiB, none found"},
      {8 * kGiB, {4 * kGiB, 6 * kGiB}, "gpu: needs 8 GiB, the largest has 6 GiB"},
      {8 * kGiB, {4 * kGiB, 8 * kGiB}, ""},
      {8 * kGiB, {8188 * kMiB}, ""},  // what an 8 GB card has
      {8 * kGiB, {7900 * kMiB}, "gpu: needs 8 GiB, the largest has 7.7 GiB"},
      {8 * kGiB, {0}, "gpu: needs 8 GiB, the driver does not tell what there is"},
      {0, {0}, ""},
      {0, {}, "gpu: needs one, none found"},
  };
  for (const Case& one : cases) {
    process().needs.gpu = model::HostNeeds::Gpu{one.need};
    facts_.gpu_memory = one.have;
    EXPECT_EQ(reason(), one.reason);
  }
}

TEST_F(ProcessChoiceTest, MemoryFilesAndCommands) {
  process().needs.memory = 32 * kGiB;
  EXPECT_EQ(reason(), "memory: needs 32 GiB, this host has 16 GiB");
  process().needs.memory = 8 * kGiB;
  process().needs.files = {"/home/dev/shop/models/*.gguf", "~/.cache/hub"};
  EXPECT_EQ(reason(), "file: ./models/*.gguf is not there");
  facts_.found_patterns = {"/home/dev/shop/models/*.gguf"};
  EXPECT_EQ(reason(), "file: ~/.cache/hub is not there");
  facts_.found_patterns.insert("/home/dev/.cache/hub");
  process().needs.commands = {"nvidia-smi"};
  EXPECT_EQ(reason(), "command: nvidia-smi is not there");
  facts_.found_commands = {"nvidia-smi"};
  EXPECT_EQ(reason(), "");
}

TEST_F(ProcessChoiceTest, ConditionsOnVariables) {
  auto& conditions = process().needs.environment;
  conditions = {{"USE_REAL", "!false"}};
  EXPECT_EQ(reason(), "");
  view_.environment["USE_REAL"] = "false";
  EXPECT_EQ(reason(), "env: USE_REAL is false");
  process().environment["USE_REAL"] = "true";
  EXPECT_EQ(reason(), "") << "what the file says is stronger";
  conditions = {{"TOKEN", ""}};
  EXPECT_EQ(reason(), "env: TOKEN is not set");
  view_.environment["TOKEN"] = "x";
  EXPECT_EQ(reason(), "");
  conditions = {{"MODE", "gpu"}};
  EXPECT_EQ(reason(), "env: MODE is not gpu");
  view_.environment["MODE"] = "gpu";
  EXPECT_EQ(reason(), "");
}

TEST_F(ProcessChoiceTest, AsksTheHostOnlyForWhatIsNeeded) {
  EXPECT_FALSE(fact_query(world_.stack, view_).gpus);
  process().needs.gpu = model::HostNeeds::Gpu{};
  process().needs.files = {"models/x", "~/y", "/z"};
  process().needs.commands = {"tool", "./bin/tool"};
  const auto query = fact_query(world_.stack, view_);
  EXPECT_TRUE(query.gpus);
  EXPECT_THAT(query.patterns, ElementsAre("/home/dev/shop/models/x", "/home/dev/y", "/z"));
  EXPECT_THAT(query.commands, ElementsAre("tool", "/home/dev/shop/bin/tool"));
}

TEST_F(ProcessChoiceTest, FieldsChangeWithTheDefinitionAndHideValues) {
  auto& service = world_.stack.services.at("llm");
  process().environment["SECRET"] = "s3cret";
  world_.stack.extension.exports["DB"] = {"postgres://{address:db:5432}", {}};
  const auto before = process_fields(world_.stack, service);
  EXPECT_TRUE(before.contains("env.SECRET"));
  EXPECT_TRUE(before.contains("exports.DB"));
  for (const auto& [field, hash] : before) EXPECT_EQ(hash.find("s3cret"), std::string::npos);
  EXPECT_EQ(process_fields(world_.stack, service), before);
  process().command.push_back("--fast");
  auto after = process_fields(world_.stack, service);
  EXPECT_NE(after.at("command"), before.at("command"));
  after.at("command") = before.at("command");
  EXPECT_EQ(after, before) << "nothing else has changed";
}

TEST_F(ProcessChoiceTest, ItsPortIsTheFirstPublishedOne) {
  auto& service = world_.stack.services.at("llm");
  EXPECT_EQ(process_port(service), 0);
  service.ports = {{8009, "8000-8010", "", "tcp", {}}, {8009, "18009", "", "tcp", {}}};
  EXPECT_EQ(process_port(service), 18009);
}

TEST_F(ProcessChoiceTest, ItsProbeIsItsOwn) {
  auto& service = world_.stack.services.at("llm");
  EXPECT_EQ(process_probe(service).origin, model::ProbeOrigin::kNone);
  process().ready.emplace();
  process().ready->kind = model::TcpProbe{8009};
  EXPECT_EQ(process_probe(service).origin, model::ProbeOrigin::kReady);
}

}  // namespace
}  // namespace devstack::reconcile
