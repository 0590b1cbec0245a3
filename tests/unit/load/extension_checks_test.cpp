#include "load/extension_checks.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using Words = std::vector<std::string>;

decode_testing::Result with_checks(const std::string& checks) {
  return decode("services: {api: {image: x}, db: {image: y}}\nx-devstack: {checks: " + checks +
                "}");
}

TEST(ExtensionChecks, ReadsAConnection) {
  const auto result = with_checks(
      "{connectivity: [{from: api, to: \"db:5432\"}, {from: host, to: \"db:5432\", expect: "
      "refused, "
      "within: 3s, name: apart}]}");
  EXPECT_EQ(result.findings(), "");
  const auto& group = result.decoded.stack.extension.checks.at(0);
  EXPECT_EQ(group.name, "connectivity");
  EXPECT_EQ(group.checks.at(0).name, "api to db:5432");
  EXPECT_EQ(group.checks.at(0).within, std::chrono::seconds(10));
  const auto& first = std::get<model::ConnectivityCheck>(group.checks.at(0).kind);
  EXPECT_EQ(first.from, "api");
  EXPECT_EQ(first.host, "db");
  EXPECT_EQ(first.port, 5432);
  EXPECT_FALSE(first.refused);
  EXPECT_EQ(group.checks.at(1).name, "apart");
  EXPECT_EQ(group.checks.at(1).within, std::chrono::seconds(3));
  EXPECT_TRUE(std::get<model::ConnectivityCheck>(group.checks.at(1).kind).refused);
}

TEST(ExtensionChecks, ReadsCommandsAndRequests) {
  const auto result = with_checks(
      "{schema: [{exec: {service: db, command: [psql, -c, x]}, expect: {stdout: \"5\"}, upstream: "
      "true}, {exec: {service: db, command: a | b}}, {http: {service: api, port: 80, path: /v, "
      "method: POST, body: '{}', headers: {X: y}}, expect: {status: [200, 201], json: {ok: true}, "
      "body: z}}]}");
  EXPECT_EQ(result.findings(), "");
  const auto& checks = result.decoded.stack.extension.checks.at(0).checks;
  EXPECT_EQ(checks.at(0).name, "db: psql -c x");
  EXPECT_TRUE(checks.at(0).only_real);
  const auto& words = std::get<model::ExecCheck>(checks.at(0).kind);
  EXPECT_EQ(words.service, "db");
  EXPECT_EQ(words.command, (Words{"psql", "-c", "x"}));
  EXPECT_EQ(words.expect_stdout, "5");
  EXPECT_EQ(checks.at(1).name, "db: a | b");
  EXPECT_FALSE(checks.at(1).only_real);
  const auto& request = std::get<model::HttpCheck>(checks.at(2).kind);
  EXPECT_EQ(checks.at(2).name, "POST api:80/v");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.body, "{}");
  EXPECT_EQ(request.request.headers.at(0).first, "X");
  EXPECT_EQ(request.request.expect_status, (std::vector<int>{200, 201}));
  EXPECT_EQ(request.request.expect_json.at(0).second, "true");
  EXPECT_EQ(request.request.expect_body, "z");
}

TEST(ExtensionChecks, GroupsStayInTheOrderOfTheFile) {
  const auto result = with_checks("{z: [], a: [], m: []}");
  std::string names;
  for (const auto& group : result.decoded.stack.extension.checks) names += group.name;
  EXPECT_EQ(names, "zam");
}

TEST(ExtensionChecks, ValuesThatMakeNoSense) {
  struct Case {
    const char* check;
    const char* finding;
  };
  for (const auto& [check, finding] :
       {Case{"{name: x}", "DS1412 \"C\" tests 0 things"},
        Case{"{from: api, to: \"db:1\", exec: {service: db, command: x}}",
             "DS1412 \"C\" tests 2 things"},
        Case{"{from: api}", "DS1412 \"C\" does not say what it connects to"},
        Case{"{from: api, to: db}", "DS1412 \"C\" does not say what it connects to"},
        Case{"{from: apu, to: \"db:1\"}",
             "DS1203 \"C\" connects from the service \"apu\", which is not defined"},
        Case{"{from: api, to: \"db:1\", expect: {stdout: x}}",
             "DS1412 \"C.expect.stdout\" does not fit the test"},
        Case{"{from: api, to: \"db:1\", expect: denied}",
             "DS1412 \"C.expect\" must be one of refused, not \"denied\""},
        Case{"{exec: {service: db, command: x}, to: \"db:1\"}",
             "DS1412 \"C.to\" belongs to a connection"},
        Case{"{exec: {service: dbb, command: x}}",
             "DS1203 \"C\" asks the service \"dbb\", which is not defined"},
        Case{"{exec: {service: db, command: x}, expect: refused}",
             "DS1412 \"C.expect\" is for connections"},
        Case{"{exec: {service: db, command: x}, expect: {body: y}}",
             "DS1412 \"C.expect.body\" does not fit the test"},
        Case{"{exec: {service: db}}", "DS1412 \"C.exec\" runs no command"},
        Case{"{http: {service: api, port: 0}}",
             "DS1412 \"C.http.port\" must be from 1 to 65535, not 0"},
        Case{"{http: {service: api, port: 1, method: LOOK}}",
             "DS1412 \"C.http.method\" must be one of GET, HEAD, POST, PUT, PATCH, DELETE, not "
             "\"LOOK\""},
        Case{"{from: api, to: \"db:1\", within: 0s}",
             "DS1412 \"C.within\" must be longer than nothing, not 0s"},
        Case{"{form: api, to: \"db:1\"}", "DS1410 unknown key \"form\" in \"C\""}}) {
    std::string expected = finding;
    for (auto at = expected.find("\"C"); at != std::string::npos;
         at = expected.find("\"C", at + 2)) {
      expected.replace(at + 1, 1, "x-devstack.checks.g[0]");
    }
    const auto result = with_checks(std::string("{g: [") + check + "]}");
    EXPECT_NE(result.findings().find(expected + "\n"), std::string::npos) << check << "\n"
                                                                          << result.findings();
  }
}

TEST(ExtensionChecks, TwoOfOneNameAreAnErrorWithBothPlaces) {
  const auto result = with_checks("{g: [{from: api, to: \"db:1\"}, {from: api, to: \"db:1\"}]}");
  ASSERT_EQ(result.diagnostics.all().size(), 1U);
  const Diagnostic& found = result.diagnostics.all().front();
  EXPECT_EQ(found.message, "there are two checks \"api to db:1\" in \"g\"");
  EXPECT_TRUE(found.where.known());
  EXPECT_TRUE(found.also_where.known());
}

}  // namespace
}  // namespace devstack::load
