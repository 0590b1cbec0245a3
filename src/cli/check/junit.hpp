// JUnit XML, as CI systems read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/clock.hpp"

namespace devstack::cli {

struct JunitCase {
  enum class Result { kPassed, kFailed, kSkipped };
  std::string name;
  Result result = Result::kPassed;
  std::string message;  ///< of a failed or skipped one
  std::string output;   ///< shown beside it; may be empty
  Duration took{};
};

/// One <testsuite>; `class_name` is that of its cases. Lines begin with `indent` blanks.
[[nodiscard]] std::string junit_suite(std::string_view name, std::string_view class_name,
                                      const std::vector<JunitCase>& cases, Duration took,
                                      std::size_t indent);

/// The first line of a document.
inline constexpr std::string_view kJunitHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Attribute text: control characters made visible, XML's own escaped.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace devstack::cli
