// XML that survives what services print.
#include "cli/check/junit.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(Junit, Suite) {
  std::vector<JunitCase> cases(3);
  cases[0].name = "a<b";
  cases[1].name = "f";
  cases[1].result = JunitCase::Result::kFailed;
  cases[1].message = "\"x\" & \x01";
  cases[2].name = "s";
  cases[2].result = JunitCase::Result::kSkipped;
  cases[2].message = "why";
  EXPECT_EQ(junit_suite("n", "c", cases, Duration{1500}, 1),
            " <testsuite name=\"n\" tests=\"3\" failures=\"1\" skipped=\"1\" time=\"1.500\">\n"
            "   <testcase classname=\"c\" name=\"a&lt;b\" time=\"0.000\"/>\n"
            "   <testcase classname=\"c\" name=\"f\" time=\"0.000\">"
            "<failure message=\"&quot;x&quot; &amp; \\x01\"/></testcase>\n"
            "   <testcase classname=\"c\" name=\"s\" time=\"0.000\">"
            "<skipped message=\"why\"/></testcase>\n"
            " </testsuite>\n");
}

}  // namespace
}  // namespace devstack::cli
