// What the tests of this layer share: a document from YAML text, and a load without files.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "load/canonical.hpp"
#include "load/check_shape.hpp"
#include "load/decode.hpp"
#include "load/emit.hpp"
#include "load/yaml_reader.hpp"

namespace devstack::load::decode_testing {

/// The tree of `text`; a test with broken YAML sees the diagnostics itself.
inline Node parse(const std::string& text, Diagnostics& diagnostics) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"stack.yaml", text});
  std::vector<Node> documents = read_yaml(file, diagnostics);
  return documents.empty() ? Node{} : std::move(documents.front());
}

inline Node parse(const std::string& text) {
  Diagnostics diagnostics;
  return parse(text, diagnostics);
}

/// Files that exist only here; paths are absolute.
inline Files fake_files(std::map<std::string, std::string> contents) {
  Files files;
  files.read = [contents](const std::string& path) -> std::optional<std::string> {
    const auto found = contents.find(path);
    if (found == contents.end()) return std::nullopt;
    return found->second;
  };
  files.is_directory = [](const std::string&) { return false; };
  files.list = [](const std::string&) { return std::vector<std::string>{}; };
  files.canonical = [](const std::string& path) { return path; };
  return files;
}

struct Result {
  Decoded decoded;
  Diagnostics diagnostics;

  [[nodiscard]] const model::Service& service(const std::string& name) const {
    return decoded.stack.services.at(name);
  }
  /// Compact JSON of one service as Compose prints it.
  [[nodiscard]] std::string json(const std::string& name) const {
    const Node view = json_view(*decoded.document.find("services")->find(name), kServiceShape);
    return write_json(view, JsonLayout::kCompact);
  }
  /// Code and message of everything found, a line each.
  [[nodiscard]] std::string findings() const {
    std::string lines;
    for (const Diagnostic& found : diagnostics.sorted()) {
      lines += found.code + " " + found.message + "\n";
    }
    return lines;
  }
};

inline Result decode(const std::string& yaml, DecodeInput input = {},
                     std::map<std::string, std::string> contents = {}) {
  Result result;
  input.document = parse(yaml, result.diagnostics);
  if (input.project.empty()) input.project = "shop";
  if (input.directory.empty()) input.directory = "/srv";
  result.decoded =
      decode_stack(std::move(input), fake_files(std::move(contents)), result.diagnostics);
  return result;
}

/// One service named "a" with `body` in flow style: decode_one("image: x, tty: true").
inline Result decode_one(const std::string& body) {
  return decode("services: {a: {" + body + "}}");
}

}  // namespace devstack::load::decode_testing
