// One pass: a step is decoded, sent and judged before the next is looked at, since it may use what
// this one's answer gave.
#include "mock/request_script.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "mock/check_client.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kTimeout{30'000};
constexpr std::size_t kShownBody = 300;

/// Replaces each OPEN name CLOSE for which `value_of` knows a value.
template <typename ValueOf>
std::string fill_in(std::string_view text, std::string_view open, char close,
                    const ValueOf& value_of) {
  std::string result;
  while (true) {
    const auto start = text.find(open);
    const auto end = start == std::string_view::npos ? start : text.find(close, start);
    if (end == std::string_view::npos) return result.append(text);
    const auto name = text.substr(start + open.size(), end - start - open.size());
    const std::optional<std::string> value = value_of(name);
    result.append(text.substr(0, start));
    result.append(value ? *value : std::string(text.substr(start, end + 1 - start)));
    text = text.substr(end + 1);
  }
}

json load(const std::filesystem::path& file, const Lookup& environment) {
  std::ifstream stream(file);
  if (!stream) throw ScriptError("cannot read " + file.string());
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  json document = json::parse(fill_in(text, "${", '}', environment), nullptr, false);
  if (document.is_discarded()) throw ScriptError(file.string() + " is no JSON");
  return document;
}

/// The value at a JSON pointer; null where there is none.
json value_at(const json& document, const std::string& pointer) {
  const json::json_pointer path(pointer);
  return document.contains(path) ? document.at(path) : json();
}

std::string as_text(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Every list of the body cut into pieces of `size` elements: {"ids": […], "documents": […]}.
std::vector<json> batches_of(const json& body, std::size_t size) {
  std::size_t longest = 0;
  for (const auto& member : body) longest = std::max(longest, member.size());
  std::vector<json> batches;
  for (std::size_t first = 0; first < longest; first += size) {
    json batch = json::object();
    for (const auto& [key, list] : body.items()) {
      for (std::size_t i = first; i < std::min(first + size, list.size()); ++i) {
        batch[key].push_back(list[i]);
      }
    }
    batches.push_back(std::move(batch));
  }
  return batches;
}

class Script {
 public:
  Script(const std::filesystem::path& file, const Lookup& environment, std::ostream& out)
      : folder_(file.parent_path()), environment_(environment), out_(out) {
    const json document = load(file, environment);
    const auto server = parse_url(document.value("server", ""));
    if (!server) throw ScriptError(file.string() + ": \"server\" is no http:// address");
    server_ = *server;
    if (server_.path == "/") server_.path.clear();
    steps_ = document.value("requests", json::array());
  }

  ScriptResult run() {
    for (const auto& step : steps_) {
      for (const auto& body : bodies_of(step)) {
        const std::string problem = take(step, body);
        out_ << (problem.empty() ? "ok      " : "FAILED  ") << title_of(step) << problem << '\n';
        if (!problem.empty()) return ScriptResult::kFailed;
      }
    }
    return ScriptResult::kDone;
  }

 private:
  static std::string title_of(const json& step) {
    return step.value("say", step.value("send", ""));
  }

  std::vector<json> bodies_of(const json& step) const {
    json body = step.value("body", json());
    if (body.is_string()) {
      body = load(folder_ / body.get<std::string>().substr(1), environment_);
    }
    if (!step.contains("batch")) return {body};
    const long size = std::strtol(as_text(step["batch"]).c_str(), nullptr, 10);
    if (size < 1) throw ScriptError("\"batch\" of \"" + title_of(step) + "\" is no number above 0");
    return batches_of(body, static_cast<std::size_t>(size));
  }

  /// Empty, or what is wrong with the answer.
  std::string take(const json& step, const json& body) {
    const std::string send = step.value("send", "");
    const auto space = send.find(" /");
    if (space == std::string::npos) {
      throw ScriptError("\"send\" is \"" + send + "\": \"METHOD /path\" was expected");
    }
    Url url = server_;
    url.path += fill_in(send.substr(space + 1), "{", '}', [&](std::string_view name) {
      const auto found = kept_.find(name);
      return found == kept_.end() ? std::nullopt : std::optional(found->second);
    });
    const Answer answer =
        exchange(url, send.substr(0, space), body.is_null() ? "" : body.dump(), kTimeout);
    if (answer.status == 0) return ": " + answer.error;
    const json expected = step.value("expect", json::object());
    std::string problem = judge(expected, answer);
    if (problem.empty()) return keep(step.value("keep", json::object()), answer);
    return ": " + problem + "\n        answer: " + std::to_string(answer.status) + " " +
           answer.body.substr(0, kShownBody);
  }

  static std::string judge(const json& expected, const Answer& answer) {
    const int status = expected.value("status", 0);
    const bool good = status == 0 ? answer.status / 100 == 2 : answer.status == status;
    if (!good) return "the status should be " + (status == 0 ? "2xx" : std::to_string(status));
    const std::string part = expected.value("contains", "");
    if (answer.body.find(part) == std::string::npos) return "\"" + part + "\" is not in the answer";
    const json document = json::parse(answer.body, nullptr, false);
    const json values = expected.value("json", json::object());
    for (const auto& [pointer, value] : values.items()) {
      if (value_at(document, pointer) != value) return pointer + " should be " + value.dump();
    }
    const json least = expected.value("at_least", json::object());
    for (const auto& [pointer, value] : least.items()) {
      const json found = value_at(document, pointer);
      if (!found.is_number() || found < value) return "expected at least " + value.dump();
    }
    return {};
  }

  std::string keep(const json& wanted, const Answer& answer) {
    const json document = json::parse(answer.body, nullptr, false);
    for (const auto& [name, pointer] : wanted.items()) {
      const json value = value_at(document, pointer.get<std::string>());
      if (value.is_null()) return ": the answer has no " + pointer.get<std::string>();
      kept_[name] = as_text(value);
    }
    return {};
  }

  std::filesystem::path folder_;
  const Lookup& environment_;
  std::ostream& out_;
  Url server_;
  json steps_;
  std::map<std::string, std::string, std::less<>> kept_;
};

}  // namespace

ScriptResult run_script(const std::filesystem::path& file, const Lookup& environment,
                        std::ostream& out) {
  try {
    return Script(file, environment, out).run();
  } catch (const json::exception& wrong) {
    throw ScriptError(file.string() + ": " + wrong.what());
  }
}

}  // namespace devstack::mock
