// Positions in files that people wrote, kept from the first byte read to the last message printed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace devstack {

/// One input file, whole. Shared by every span that points into it.
struct SourceFile {
  std::string path;  ///< as the user should read it: relative to the working directory if shorter
  std::string text;

  /// Line `number` (1-based) without its end of line; empty when there is no such line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
};

using SourceFilePtr = std::shared_ptr<const SourceFile>;

struct SourceStep;  // base/source_step.hpp

/// A place in one file. Lines and columns are 1-based, columns count bytes.
struct SourceSpan {
  SourceFilePtr file;  ///< null: no position is known
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;  ///< bytes on this line
  /// How what stands there came to where it is used, the last step first; usually null.
  std::shared_ptr<const SourceStep> steps{};

  [[nodiscard]] bool known() const { return file != nullptr && line != 0; }
  /// "stack.yaml:14:9", or an empty string when unknown.
  [[nodiscard]] std::string to_string() const;
  /// "stack.yaml:14", or an empty string when unknown.
  [[nodiscard]] std::string file_and_line() const;
};

/// A value and where it was written.
template <class T>
struct Located {
  T value{};
  SourceSpan span;
};

}  // namespace devstack
