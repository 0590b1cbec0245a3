// The variables that a stack's texts name, with what stands beside each: for `config --variables`.
#include <map>
#include <string>
#include <string_view>

#include "devstack/load/loader.hpp"

namespace devstack::load {
namespace {

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9'); }

std::string_view leading_name(std::string_view text) {
  if (text.empty() || !starts_name(text.front())) return {};
  std::size_t end = 1;
  while (end < text.size() && continues_name(text[end])) ++end;
  return text.substr(0, end);
}

/// Index of the brace that closes the "${" with which `text` begins.
std::size_t closing_brace(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "${") {
      ++depth;
      ++at;
    } else if (text[at] == '}' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

class Collector {
 public:
  void read(const Node& node) {
    if (node.is_string()) read(node.text);
    for (const Node& item : node.items) read(item);
    for (const Entry& entry : node.entries) read(entry.value);
  }

  [[nodiscard]] std::vector<DeclaredVariable> take() const {
    std::vector<DeclaredVariable> found;
    for (const auto& [name, variable] : found_) found.push_back(variable);
    return found;
  }

 private:
  void read(std::string_view text) {
    while (true) {
      const std::size_t dollar = text.find('$');
      if (dollar == std::string_view::npos) return;
      text.remove_prefix(dollar);
      text.remove_prefix(read_one(text));
    }
  }

  /// Returns the bytes that it took.
  std::size_t read_one(std::string_view text) {
    if (text.substr(1, 1) == "$") return 2;
    if (text.substr(1, 1) == "{") {
      const std::size_t close = closing_brace(text);
      if (close == std::string_view::npos) return 2;
      read_braced(text.substr(2, close - 2));
      return close + 1;
    }
    const std::string_view name = leading_name(text.substr(1));
    if (!name.empty()) found_[std::string(name)] = {std::string(name), {}, {}, false};
    return name.size() + 1;
  }

  void read_braced(std::string_view inner) {
    const std::string_view name = leading_name(inner);
    std::string_view rest = inner.substr(name.size());
    if (rest.starts_with(':')) rest.remove_prefix(1);
    const char operation = rest.empty() ? '\0' : rest.front();
    if (!rest.empty()) rest.remove_prefix(1);
    DeclaredVariable variable{std::string(name), {}, {}, operation == '?'};
    if (operation == '-') variable.default_value = rest;
    if (operation == '+') variable.alternative = rest;
    if (!name.empty()) found_[variable.name] = variable;
    read(rest);
  }

  std::map<std::string, DeclaredVariable> found_;
};

}  // namespace

std::vector<DeclaredVariable> declared_variables(const Node& document) {
  Collector collector;
  collector.read(document);
  return collector.take();
}

}  // namespace devstack::load
