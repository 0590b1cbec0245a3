// Walks the tree, so that each message can point at the expression and not at its line.
#include "load/interpolate.hpp"

#include <fmt/format.h>

#include <utility>

#include "devstack/base/text.hpp"
#include "load/source_text.hpp"

namespace devstack::load {

namespace {

SourceSpan place_of(const Node& node, const TemplateRange& range) {
  return span_inside(node.span, node.text, range.offset, range.length);
}

/// Enough of an expression to know it again.
std::string shortened(std::string expression) {
  constexpr std::size_t kLongest = 120;
  if (expression.size() <= kLongest) return expression;
  return truncate_to_width(expression, kLongest);
}

/// Of all values of a project.
constexpr std::size_t kMaxGrown = std::size_t{64} << 20;

}  // namespace

void Interpolator::apply(Node& node, const Lookup& lookup) {
  switch (node.kind) {
    case Node::Kind::kString:
      apply_scalar(node, lookup);
      break;
    case Node::Kind::kSequence:
      for (Node& item : node.items) apply(item, lookup);
      break;
    case Node::Kind::kMapping:
      for (Entry& entry : node.entries) apply(entry.value, lookup);
      break;
    case Node::Kind::kNull:
    case Node::Kind::kBool:
    case Node::Kind::kInt:
    case Node::Kind::kFloat:
      break;
  }
}

void Interpolator::apply_scalar(Node& node, const Lookup& lookup) {
  if (exhausted_ || node.text.find('$') == std::string::npos) return;
  TemplateResult result = substitute(node.text, lookup);
  if (result.error) {
    report(node, *result.error);
    return;
  }
  grown_ += result.text.size();
  if (grown_ > kMaxGrown) {
    report_growth(node);
    return;
  }
  for (const UnsetVariable& unset : result.unset) warn_unset(node, unset);
  node.text = std::move(result.text);
  node.quoted = true;
}

void Interpolator::report(const Node& node, const TemplateError& error) {
  if (error.kind == TemplateError::Kind::kTooLong) {
    report_growth(node);
    return;
  }
  const SourceSpan where = place_of(node, error.where);
  if (error.kind == TemplateError::Kind::kRequired) {
    std::string message = fmt::format("the variable \"{}\" is required", error.variable);
    if (!error.message.empty()) message += fmt::format(": {}", error.message);
    diagnostics_.error("DS1111", where, std::move(message),
                       fmt::format("set it in the shell or in .env: {}=…", error.variable));
    return;
  }
  diagnostics_.error(
      "DS1110", where,
      fmt::format("\"{}\" is not a valid substitution",
                  shortened(node.text.substr(error.where.offset, error.where.length))),
      "write ${NAME}, ${NAME:-default}, ${NAME:?message} or ${NAME:+other}; for a "
      "literal dollar sign write $$");
}

void Interpolator::report_growth(const Node& node) {
  exhausted_ = true;
  diagnostics_.error("DS1107", node.span, "with its variables, this value grows beyond all bounds",
                     "variables that repeat one another are how a small file exhausts memory");
}

void Interpolator::warn_unset(const Node& node, const UnsetVariable& unset) {
  if (!warned_.insert(unset.name).second) return;
  diagnostics_.warning(
      "DS1112", place_of(node, unset.where),
      fmt::format("the variable \"{}\" is not set; an empty string is used", unset.name),
      fmt::format("set it, or write a default: ${{{}:-default}}", unset.name));
}

}  // namespace devstack::load
