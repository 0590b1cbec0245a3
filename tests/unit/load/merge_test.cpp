// One row for each merge rule; the members of one service, before and after.
#include "load/merge.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;
using testing::show;

struct Case {
  const char* name;
  const char* base;
  const char* overlay;
  const char* expected;
};

class MergesServices : public ::testing::TestWithParam<Case> {};

/// Cases hold the members of one service.
TEST_P(MergesServices, ByTheRuleOfTheField) {
  Diagnostics diagnostics;
  Node base = parse(std::string("services: {a: {") + GetParam().base + "}}");
  Node overlay = parse(std::string("services: {a: {") + GetParam().overlay + "}}");
  apply_resets(base, overlay);
  merge_document(base, std::move(overlay), diagnostics);
  EXPECT_EQ(testing::places(diagnostics), "");
  EXPECT_EQ(show(*base.find("services")->find("a")), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Merge, MergesServices,
    ::testing::Values(
        Case{"scalar", "image: x", "image: y", "{image: y}"},
        Case{"added", "image: x", "tty: true", "{image: x, tty: true}"},
        Case{"null_keeps", "image: x", "image: ", "{image: x}"},
        Case{"lists_append", "cap_add: [A]", "cap_add: [B, A]", "{cap_add: [A, B]}"},
        Case{"mappings_merge", "healthcheck: {interval: 1s, retries: 3}",
             "healthcheck: {interval: 2s}", "{healthcheck: {interval: 2s, retries: 3}}"},
        Case{"command", "command: [a, b]", "command: c", "{command: c}"},
        Case{"command_null", "command: [a, b]", "command: ", "{command: null}"},
        Case{"entrypoint", "entrypoint: a", "entrypoint: [b]", "{entrypoint: [b]}"},
        Case{"test", "healthcheck: {test: [CMD, a]}", "healthcheck: {test: b}",
             "{healthcheck: {test: b}}"},
        Case{"environment_mappings", "environment: {A: 1, B: 2}", "environment: {B: 3, C: }",
             "{environment: {A: 1, B: 3, C: null}}"},
        Case{"environment_mixed", "environment: {A: 1}", "environment: [A=2, B, C=x=y]",
             "{environment: {A: \"2\", B: null, C: \"x=y\"}}"},
        Case{"environment_lists", "environment: [A=1, B=2]", "environment: [A=3]",
             "{environment: [A=3, B=2]}"},
        Case{"labels", "labels: [a=1]", "labels: {b: 2}", "{labels: {a: \"1\", b: 2}}"},
        Case{"build", "build: ./x", "build: {args: {A: 1}}",
             "{build: {context: ./x, args: {A: 1}}}"},
        Case{"build_args", "build: {context: ., args: [A=1]}", "build: {args: {B: 2}}",
             "{build: {context: ., args: {A: \"1\", B: 2}}}"},
        Case{"depends_on", "depends_on: [b]", "depends_on: {b: {condition: service_healthy}}",
             "{depends_on: {b: {condition: service_healthy, required: true}}}"},
        Case{"networks", "networks: [n1]", "networks: {n2: {aliases: [q]}}",
             "{networks: {n1: null, n2: {aliases: [q]}}}"},
        Case{"dns", "dns: 1.1.1.1", "dns: [2.2.2.2, 1.1.1.1]", "{dns: [1.1.1.1, 2.2.2.2]}"},
        Case{"extra_hosts", "extra_hosts: ['a:1']", "extra_hosts: {a: '1', b: '2'}",
             "{extra_hosts: [\"a:1\", \"a=1\", \"b=2\"]}"},
        Case{"env_file", "env_file: a", "env_file: [{path: a, required: false}, b]",
             "{env_file: [{path: a, required: false}, b]}"},
        Case{"ports", "ports: ['80:80', '81:81']",
             "ports: [{target: 80, published: '80'}, '82:82']",
             "{ports: [{target: 80, published: \"80\"}, \"81:81\", \"82:82\"]}"},
        Case{"volumes", "volumes: ['one:/x', 'two:/y:ro']", "volumes: [{source: c, target: /y}]",
             "{volumes: [\"one:/x\", {source: c, target: /y}]}"},
        Case{"logging_same_driver", "logging: {driver: d, options: {a: 1}}",
             "logging: {options: {b: 2}}", "{logging: {driver: d, options: {a: 1, b: 2}}}"},
        Case{"logging_other_driver", "logging: {driver: d, options: {a: 1}}",
             "logging: {driver: e}", "{logging: {driver: e}}"},
        Case{"ulimits", "ulimits: {nofile: 5}", "ulimits: {nofile: {soft: 1, hard: 2}}",
             "{ulimits: {nofile: {soft: 1, hard: 2}}}"},
        Case{"extension", "x-a: {b: 1}", "x-a: {c: 1}", "{x-a: {b: 1, c: 1}}"},
        Case{"reset", "ports: ['80:80'], image: x", "ports: !reset []", "{image: x}"},
        Case{"reset_member", "environment: {A: 1, B: 2}", "environment: {A: !reset null}",
             "{environment: {B: 2}}"},
        Case{"override", "ports: ['80:80']", "ports: !override ['81:81']", "{ports: [\"81:81\"]}"}),
    [](const auto& instance) { return instance.param.name; });

TEST(Merge, PairsBecomeAListWhereNothingIsInterpolated) {
  Diagnostics diagnostics;
  Node base = parse("services: {a: {environment: {B: 1, A: 2}, labels: {x: 1}}}");
  merge_document(base, parse("services: {a: {environment: {B: 3}}}"), diagnostics, Record::kNothing,
                 PairsForm::kList);
  EXPECT_EQ(show(*base.find("services")->find("a")),
            R"({environment: ["A=2", "B=3"], labels: {x: 1}})");
}

TEST(Merge, MergesAddressPoolsBySubnet) {
  Diagnostics diagnostics;
  Node base = parse("networks: {n: {ipam: {config: [{subnet: a, gateway: x}, {subnet: b}]}}}");
  merge_document(base, parse("networks: {n: {ipam: {config: [{subnet: a, ip_range: r}]}}}"),
                 diagnostics);
  EXPECT_EQ(show(base),
            "{networks: {n: {ipam: {config: [{subnet: a, gateway: x, ip_range: r}]}}}}");
}

TEST(Merge, RefusesAPairThatDoesNotFit) {
  Diagnostics diagnostics;
  Node base = parse("services: {a: {healthcheck: {interval: 1s}, cap_add: [A]}}");
  merge_document(base, parse("services: {a: {healthcheck: [x]}}"), diagnostics);
  EXPECT_EQ(testing::places(diagnostics), "1:29 DS1294");
  EXPECT_EQ(diagnostics.all()[0].message,
            "a list cannot be merged into the mapping that \"services.a.healthcheck\" already is");
}

TEST(Merge, KeepsThePlaceOfEveryValue) {
  Diagnostics diagnostics;
  Node base = parse("services: {a: {image: x, tty: true}}", "base.yaml");
  merge_document(base, parse("services: {a: {image: y}}", "over.yaml"), diagnostics);
  const Node* service = base.find("services")->find("a");
  EXPECT_EQ(service->find("image")->span.to_string(), "over.yaml:1:23");
  EXPECT_EQ(service->find("tty")->span.to_string(), "base.yaml:1:31");
}

}  // namespace
}  // namespace devstack::load
