// Interpolation of a syntax tree: the values of all scalars, never the keys.
#pragma once

#include <set>
#include <string>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "load/dotenv.hpp"
#include "load/template.hpp"

namespace devstack::load {

class Interpolator {
 public:
  explicit Interpolator(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Substitutes in place. What was substituted becomes a quoted string: only the schema can say
  /// that "${PORT}" means a number. A value with an error (DS1110, DS1111) keeps its text.
  void apply(Node& node, const Lookup& lookup);

 private:
  void apply_scalar(Node& node, const Lookup& lookup);
  void report(const Node& node, const TemplateError& error);
  void report_growth(const Node& node);
  void warn_unset(const Node& node, const UnsetVariable& unset);

  Diagnostics& diagnostics_;
  std::size_t grown_ = 0;         ///< bytes that substitution gave
  bool exhausted_ = false;        ///< more than is allowed: nothing is substituted any more
  std::set<std::string> warned_;  ///< variables; one warning each is enough
};

}  // namespace devstack::load
