// Answers held against what a probe asks for.
#include "probe/http_expectation.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace devstack::probe {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

Finding judge(const model::HttpProbe& probe, int status, const std::string& body) {
  io::HttpHead head;
  head.status = status;
  return judge_http(probe, head, body);
}

TEST(HttpExpectation, StatusFits) {
  struct Case {
    std::vector<int> wanted;
    int status;
    bool passes;
  };
  const std::vector<Case> cases{
      {{}, 200, true},  {{}, 204, true},         {{}, 302, true},
      {{}, 399, true},  {{}, 199, false},        {{}, 400, false},
      {{}, 503, false}, {{200, 401}, 401, true}, {{200}, 204, false},
  };
  for (const Case& c : cases) {
    model::HttpProbe probe;
    probe.expect_status = c.wanted;
    EXPECT_EQ(judge(probe, c.status, "").passed, c.passes) << c.status;
  }
}

TEST(HttpExpectation, JsonMembersAreComparedAsText) {
  const std::string body =
      R"({"db":"ok","pool":{"size":4,"open":true},"a.b":"dotted","list":[1,2],"none":null})";
  struct Case {
    Members wanted;
    std::string result;
  };
  const std::vector<Case> cases{
      {{{"db", "ok"}}, ""},
      {{{"pool.size", "4"}, {"pool.open", "true"}}, ""},
      {{{"a.b", "dotted"}}, ""},
      {{{"list", "[1,2]"}}, ""},
      {{{"none", "null"}}, ""},
      {{{"db", "warming"}}, "200 but db is ok, not warming: "},
      {{{"db", "ok"}, {"pool.size", "5"}}, "200 but pool.size is 4, not 5: "},
      {{{"no.such", "ok"}}, "200 but no.such is null, not ok: "},
  };
  for (const Case& c : cases) {
    model::HttpProbe probe;
    probe.expect_json = c.wanted;
    const Finding finding = judge(probe, 200, body);
    EXPECT_EQ(finding.passed, c.result.empty()) << finding.result;
    if (!c.result.empty()) {
      EXPECT_TRUE(finding.result.starts_with(c.result)) << finding.result;
    }
  }
}

TEST(HttpExpectation, TellsWhatIsWrongFirst) {
  model::HttpProbe probe;
  probe.expect_status = {200};
  probe.expect_json = {{"db", "ok"}};
  probe.expect_body = "ready";
  struct Case {
    int status;
    std::string body, result;
  };
  const std::vector<Case> cases{
      {503, R"({"db":"warming"})", R"(503 {"db":"warming"})"},
      {200, "<html>", "200 but the answer is not JSON: <html>"},
      {200, R"({"db":"no"})", R"(200 but db is no, not ok: {"db":"no"})"},
      {200, R"({"db":"ok"})", R"(200 but the answer does not contain "ready": {"db":"ok"})"},
      {200, R"({"db":"ok","is":"ready"})", R"(200 {"db":"ok","is":"ready"})"},
  };
  for (const Case& c : cases) EXPECT_EQ(judge(probe, c.status, c.body).result, c.result);
}

}  // namespace
}  // namespace devstack::probe
