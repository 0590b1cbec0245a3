// A plain scan: what is nested in an expression is found by going on behind its name.
#include "load/template_variables.hpp"

#include <utility>

namespace devstack::load {

namespace {

bool continues_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t name_length(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return 0;
  std::size_t length = 0;
  while (length < text.size() && continues_name(text[length])) ++length;
  return length;
}

/// Up to the brace that closes the expression in which `text` begins.
std::string_view until_closing_brace(std::string_view text) {
  int depth = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("${")) ++depth;
    if (text[at] == '}' && --depth == 0) return text.substr(0, at);
  }
  return text;
}

void read_operator(TemplateVariable& variable, std::string_view rest) {
  variable.empty_counts_as_unset = rest.starts_with(':');
  if (variable.empty_counts_as_unset) rest.remove_prefix(1);
  if (rest.starts_with('-')) variable.fallback = until_closing_brace(rest.substr(1));
}

}  // namespace

std::vector<TemplateVariable> template_variables(std::string_view text) {
  std::vector<TemplateVariable> found;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const bool braced = text.substr(at).starts_with("${");
    const std::size_t begin = at + (braced ? 2 : 1);
    const std::size_t length = name_length(text.substr(begin));
    // "$$" is a dollar sign, and the second does not begin anything.
    const bool escaped = text.substr(at).starts_with("$$");
    if (length == 0) {
      at += escaped ? 2 : 1;
      continue;
    }
    TemplateVariable variable;
    variable.name = text.substr(begin, length);
    variable.where = {at, begin + length - at};
    at = begin + length;
    if (braced) read_operator(variable, text.substr(at));
    found.push_back(std::move(variable));
  }
  return found;
}

}  // namespace devstack::load
