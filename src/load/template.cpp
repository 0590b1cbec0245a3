// A recursive descent over one text: nesting and laziness are beyond regular expressions.
#include "load/template.hpp"

#include <utility>

namespace devstack::load {

namespace {

constexpr int kMaxNesting = 32;

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9'); }

std::string_view leading_name(std::string_view text) {
  if (text.empty() || !starts_name(text[0])) return {};
  std::size_t end = 1;
  while (end < text.size() && continues_name(text[end])) ++end;
  return text.substr(0, end);
}

/// Index of the brace that closes the "${" at `open`. Only "${" nests: a lone "{" does not.
std::size_t closing_brace(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text.substr(at).starts_with("${")) {
      ++depth;
      ++at;
    } else if (text[at] == '}' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

/// Thrown inside of this file only: the first error ends the substitution.
struct Stop {
  TemplateError error;
};

class Substitution {
 public:
  Substitution(std::string_view whole, const Lookup& lookup, TemplateResult& result)
      : whole_(whole), lookup_(lookup), result_(result) {}

  /// `text` is a part of the whole.
  std::string expand(std::string_view text, int nesting) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t dollar = text.find('$', at);
      out.append(text.substr(at, dollar == std::string_view::npos ? dollar : dollar - at));
      if (dollar == std::string_view::npos) break;
      at = dollar + expand_one(text.substr(dollar), nesting, out);
      if (out.size() > whole_.size() + kMaxGrowth) {
        throw Stop{{TemplateError::Kind::kTooLong, {0, 1}, {}, {}}};
      }
    }
    return out;
  }

 private:
  /// Expands what begins with the `$` at the beginning of `text`; returns the bytes it took.
  std::size_t expand_one(std::string_view text, int nesting, std::string& out) {
    const char next = text.size() > 1 ? text[1] : '\0';
    if (next == '$') {
      out += '$';
      return 2;
    }
    if (next == '{') return expand_braced(text, nesting, out);
    const std::string_view name = leading_name(text.substr(1));
    if (name.empty()) {
      out += '$';
      return 1;
    }
    out += value_or_blank(name, text.substr(0, name.size() + 1));
    return name.size() + 1;
  }

  std::size_t expand_braced(std::string_view text, int nesting, std::string& out) {
    const std::size_t close = closing_brace(text, 0);
    if (close == std::string_view::npos || nesting >= kMaxNesting) invalid(text);
    const std::string_view expression = text.substr(0, close + 1);
    std::string_view inner = text.substr(2, close - 2);
    const std::string_view name = leading_name(inner);
    if (name.empty()) invalid(expression);
    inner.remove_prefix(name.size());
    if (inner.empty()) {
      out += value_or_blank(name, expression);
      return close + 1;
    }
    const bool empty_counts_as_unset = inner[0] == ':';
    if (empty_counts_as_unset) inner.remove_prefix(1);
    if (inner.empty()) invalid(expression);
    const char operation = inner[0];
    inner.remove_prefix(1);
    if (operation != '-' && operation != '+' && operation != '?') invalid(expression);
    // Compose looks at the operand whether it is needed or not, and so at what is wrong in it.
    std::string operand = expand(inner, nesting + 1);
    std::optional<std::string> value = lookup_(name);
    if (value && empty_counts_as_unset && value->empty()) value.reset();
    switch (operation) {
      case '-':
        out += value ? *value : operand;
        break;
      case '+':
        if (value) out += operand;
        break;
      case '?':
        if (!value) {
          throw Stop{{TemplateError::Kind::kRequired, range_of(expression), std::string(name),
                      std::move(operand)}};
        }
        out += *value;
        break;
      default:
        break;
    }
    return close + 1;
  }

  std::string value_or_blank(std::string_view name, std::string_view expression) {
    if (std::optional<std::string> value = lookup_(name)) return *std::move(value);
    result_.unset.push_back({std::string(name), range_of(expression)});
    return {};
  }

  [[noreturn]] void invalid(std::string_view expression) const {
    const std::string_view line = expression.substr(0, expression.find('\n'));
    throw Stop{{TemplateError::Kind::kInvalid, range_of(line), {}, {}}};
  }

  [[nodiscard]] TemplateRange range_of(std::string_view part) const {
    return {static_cast<std::size_t>(part.data() - whole_.data()), part.size()};
  }

  std::string_view whole_;
  const Lookup& lookup_;
  TemplateResult& result_;
};

}  // namespace

TemplateResult substitute(std::string_view text, const Lookup& lookup) {
  TemplateResult result;
  try {
    result.text = Substitution(text, lookup, result).expand(text, 0);
  } catch (Stop& stop) {
    result.error = std::move(stop.error);
  }
  return result;
}

}  // namespace devstack::load
