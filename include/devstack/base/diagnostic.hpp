// Findings about what the user wrote: collected while loading, shown all at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/source.hpp"

namespace devstack {

enum class Severity { kError, kWarning };

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;     ///< stable and documented: "DS1203"
  std::string message;  ///< one sentence, names in double quotes
  SourceSpan where;
  std::string hint;  ///< what to do; may be empty
  /// A second place that matters, such as the first of two duplicates; shown as a note.
  SourceSpan also_where;
  std::string also_message;
};

/// Compiler style, with the source line and a caret; ends with a newline:
///
///     stack.yaml:14:9: error[DS1203]: service "api" depends on "postgers", which is not defined
///        14 |       - postgers
///           |         ^~~~~~~~
///       hint: did you mean "postgres"?
[[nodiscard]] std::string render(const Diagnostic& diagnostic);

/// Collects diagnostics up to a cap, so that a broken file cannot flood the screen.
class Diagnostics {
 public:
  static constexpr std::size_t kCap = 50;

  void add(Diagnostic diagnostic);
  void error(std::string_view code, const SourceSpan& where, std::string message,
             std::string hint = {});
  void warning(std::string_view code, const SourceSpan& where, std::string message,
               std::string hint = {});

  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return found_; }
  /// Number that were dropped because of the cap.
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  /// Sorted by file, line and column; errors and warnings mixed.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;
  /// Throws ConfigError with everything found if there is at least one error.
  void throw_if_errors() const;

 private:
  std::vector<Diagnostic> found_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace devstack
