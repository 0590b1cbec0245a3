// What the tests of loading share: files in memory, and short ways to trees and messages.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/load/loader.hpp"
#include "load/project_files.hpp"
#include "load/source_text.hpp"
#include "load/yaml_reader.hpp"

namespace devstack::load::testing {

/// Files below absolute paths; folders exist by their files.
class MemoryFiles {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> contents)
      : contents_(std::move(contents)) {}

  [[nodiscard]] Files files() const {
    Files files;
    files.read = [this](const std::string& path) -> std::optional<std::string> {
      const auto found = contents_.find(path);
      if (found == contents_.end()) return std::nullopt;
      return found->second;
    };
    files.is_directory = [this](const std::string& path) {
      const auto next = contents_.lower_bound(path + "/");
      return next != contents_.end() && next->first.starts_with(path + "/");
    };
    files.list = [this](const std::string& path) {
      std::set<std::string> names;
      for (const auto& [file, text] : contents_) {
        if (!file.starts_with(path + "/")) continue;
        const std::string rest = file.substr(path.size() + 1);
        names.insert(rest.substr(0, rest.find('/')));
      }
      return std::vector<std::string>(names.begin(), names.end());
    };
    files.canonical = [](const std::string& path) { return path; };
    return files;
  }

 private:
  std::map<std::string, std::string> contents_;
};

/// The tree on one line, in the manner of YAML's flow style; strings that were quoted or
/// interpolated stand in quotes.
inline std::string show(const Node& node) {
  std::string text;
  if (node.is_mapping()) {
    for (const Entry& entry : node.entries) {
      text += (text.empty() ? "" : ", ") + entry.key + ": " + show(entry.value);
    }
    return "{" + text + "}";
  }
  if (node.is_sequence()) {
    for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + show(item);
    return "[" + text + "]";
  }
  if (node.is_null()) return "null";
  return node.is_string() && node.quoted ? "\"" + node.text + "\"" : node.text;
}

/// The only document of `text`; fails the test on a syntax error.
inline Node parse(const std::string& text, const std::string& path = "test.yaml") {
  Diagnostics diagnostics;
  std::vector<Node> documents = read_yaml(make_source(path, text), diagnostics);
  diagnostics.throw_if_errors();
  return documents.empty() ? Node{} : documents.front();
}

/// "2:3 DS1102; 4:1 DS1105"
inline std::string places(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& found : diagnostics.sorted()) {
    if (!text.empty()) text += "; ";
    text += std::to_string(found.where.line) + ":" + std::to_string(found.where.column) + " " +
            found.code;
  }
  return text;
}

inline Lookup lookup_in(std::map<std::string, std::string, std::less<>> values) {
  return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

}  // namespace devstack::load::testing
