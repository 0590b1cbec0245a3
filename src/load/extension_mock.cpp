#include "load/extension_mock.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/names.hpp"
#include "load/host_port.hpp"
#include "load/node_reader.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";
constexpr std::string_view kMockProgram = "/devstack-mock";
constexpr std::int64_t kLastPort = 65535;
constexpr std::int64_t kMostDimensions = 65536;

class MockReader {
 public:
  MockReader(const Node& mock, const std::string& path, Diagnostics& diagnostics)
      : mock_(&mock), span_(mock.span), path_(path), diagnostics_(diagnostics) {}

  model::Mock read() {
    const ValueCheck check(mock_, path_, kWrongValue, diagnostics_);
    check.integer_within("http", 1, kLastPort);
    check.integer_within("dimension", 1, kMostDimensions);
    check.text_not_blank("model");
    model::Mock result;
    if (const auto port = mock_.integer("http")) result.http = as_port(*port);
    read_ports(result);
    result.api = mock_.text("api");
    result.model = mock_.text("model");
    result.dimension = mock_.integer("dimension");
    for (const Node& need : mock_.items("needs")) read_need(need, result);
    for (const Entry& route : mock_.entries("routes")) read_route(route, result);
    result.span = span_;
    return result;
  }

 private:
  static std::uint16_t as_port(std::int64_t value) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value, 0, kLastPort));
  }

  void read_ports(model::Mock& result) const {
    const Node* const ports = mock_.find("tcp");
    if (ports == nullptr) return;
    std::vector<Node> list = ports->items;
    if (ports->is_scalar()) list.push_back(*ports);
    for (const Node& item : list) {
      if (item.integer < 1 || item.integer > kLastPort) {
        diagnostics_.error(kWrongValue, item.span,
                           fmt::format("\"{}.tcp\" has {}, which is no port", path_, item.integer),
                           "ports are 1 to 65535");
      }
      result.tcp.push_back(as_port(item.integer));
    }
  }

  void read_need(const Node& need, model::Mock& result) const {
    const std::string_view text = need.text;
    const auto equals = text.find('=');
    const bool named = equals != std::string_view::npos;
    const std::string_view target = named ? text.substr(equals + 1) : text;
    if ((named && equals == 0) || !parse_host_port(target)) {
      diagnostics_.error(kWrongValue, need.span,
                         fmt::format("\"{}.needs\" has \"{}\", which is no address", path_, text),
                         "write \"db:5432\", or \"name=db:5432\"");
    }
    result.needs.emplace_back(text);
  }

  /// "GET /x" to JSON, or to "@" and a file.
  void read_route(const Entry& route, model::Mock& result) const {
    const auto blank = route.key.find(' ');
    const std::string_view method = std::string_view(route.key).substr(0, blank);
    const bool is_method = !method.empty() && std::all_of(method.begin(), method.end(), [](char c) {
      return std::isupper(static_cast<unsigned char>(c)) != 0;
    });
    if (!is_method || blank == std::string::npos || !route.key.substr(blank + 1).starts_with('/')) {
      diagnostics_.error(kWrongValue, route.key_span,
                         fmt::format("\"{}\" under \"{}.routes\" is no request", route.key, path_),
                         "write the method and the path: \"GET /status\"");
    }
    const std::string& answer = route.value.text;
    const bool is_file = answer.starts_with('@') && trim(answer).size() > 1;
    if (!is_file && !parse_json(answer)) {
      diagnostics_.error(
          kWrongValue, route.value.span,
          fmt::format("\"{}.routes\" answers \"{}\" with what is no JSON", path_, route.key),
          "write JSON as text, or \"@\" and the path of a file");
    }
    result.routes[route.key] = answer;
  }

  NodeReader mock_;
  const SourceSpan& span_;
  const std::string& path_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool is_mock_image(std::string_view image) {
  if (!image.starts_with(model::kMockRepository)) return false;
  const std::string_view rest = image.substr(model::kMockRepository.size());
  return rest.empty() || rest.front() == ':' || rest.front() == '@';
}

model::Mock decode_mock(const Node& mock, const std::string& path, Diagnostics& diagnostics) {
  return MockReader(mock, path, diagnostics).read();
}

void refuse_mock_members(const Node& mock, const std::string& path, Diagnostics& diagnostics) {
  for (const Entry& member : mock.entries) {
    if (member.key.starts_with("x-")) continue;
    diagnostics.error(
        kWrongValue, member.key_span,
        fmt::format("\"{}.{}\" is for a real image, and this one is the mock", path, member.key),
        "say it under `environment` as DEVSTACK_MOCK_…, so that Docker Compose makes the same "
        "container");
  }
}

void drop_mocks_health_check(model::Service& service) {
  if (!service.healthcheck || !service.extension.ready || is_mock_image(service.image)) return;
  const auto& test = service.healthcheck->test;
  if (test.size() > 1 && test[1] == kMockProgram) service.healthcheck.reset();
}

}  // namespace devstack::load
