// The dialect that Jenkins, GitLab and GitHub's reporters have in common.
#include "cli/check/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string inner(const JunitCase& one) {
  std::string out;
  switch (one.result) {
    case JunitCase::Result::kPassed:
      break;
    case JunitCase::Result::kFailed:
      out += fmt::format("<failure message=\"{}\"/>", escape_xml(one.message));
      break;
    case JunitCase::Result::kSkipped:
      out += fmt::format("<skipped message=\"{}\"/>", escape_xml(one.message));
      break;
  }
  if (!one.output.empty()) {
    out += fmt::format("<system-out>{}</system-out>", escape_xml(one.output));
  }
  return out;
}

std::string case_line(const JunitCase& one, std::string_view class_name) {
  const std::string head =
      fmt::format("<testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"", escape_xml(class_name),
                  escape_xml(one.name), seconds(one.took));
  const std::string content = inner(one);
  return content.empty() ? head + "/>\n" : head + ">" + content + "</testcase>\n";
}

}  // namespace

std::string junit_suite(std::string_view name, std::string_view class_name,
                        const std::vector<JunitCase>& cases, Duration took, std::size_t indent) {
  const auto count = [&cases](JunitCase::Result result) {
    return std::count_if(cases.begin(), cases.end(),
                         [result](const JunitCase& one) { return one.result == result; });
  };
  const std::string margin(indent, ' ');
  std::string out = margin;
  out += fmt::format(
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n",
      escape_xml(name), cases.size(), count(JunitCase::Result::kFailed),
      count(JunitCase::Result::kSkipped), seconds(took));
  for (const auto& one : cases) out += margin + "  " + case_line(one, class_name);
  return out + margin + "</testsuite>\n";
}

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : terminal_safe(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace devstack::cli
