// Status, then JSON members, then the text: the first that does not hold is reported.
#include "probe/http_expectation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"

namespace devstack::probe {
namespace {

bool status_fits(const model::HttpProbe& probe, int status) {
  const auto& wanted = probe.expect_status;
  if (wanted.empty()) return status >= 200 && status < 400;
  return std::find(wanted.begin(), wanted.end(), status) != wanted.end();
}

/// A member by its whole name, else by a dotted path.
const Value& member_of(const Value& document, std::string_view path) {
  if (document.contains(path)) return document[path];
  const Value* at = &document;
  for (const std::string_view part : split(path, '.')) at = &(*at)[part];
  return *at;
}

std::string as_text(const Value& value) {
  return value.is_string() ? value.as_string() : to_json(value);
}

/// What is wrong with the body; empty when nothing is.
std::string body_fault(const model::HttpProbe& probe, const std::string& body) {
  if (!probe.expect_json.empty()) {
    const auto document = parse_json(body);
    if (!document) return "the answer is not JSON";
    for (const auto& [path, wanted] : probe.expect_json) {
      const std::string found = as_text(member_of(*document, path));
      if (found != wanted) return fmt::format("{} is {}, not {}", path, found, wanted);
    }
  }
  if (body.find(probe.expect_body) == std::string::npos) {
    return fmt::format("the answer does not contain \"{}\"", probe.expect_body);
  }
  return {};
}

}  // namespace

Finding judge_http(const model::HttpProbe& probe, const io::HttpHead& head,
                   const std::string& body) {
  const std::string seen = fmt::format("{} {}", head.status, body);
  if (!status_fits(probe, head.status)) return {false, short_line(seen)};
  const std::string fault = body_fault(probe, body);
  if (fault.empty()) return {true, short_line(seen)};
  return {false, short_line(fmt::format("{} but {}: {}", head.status, fault, body))};
}

}  // namespace devstack::probe
