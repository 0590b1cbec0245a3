// The way of a value from where it was written to where it is used. It hangs on the position, so
// that it follows the value through every phase of loading (docs/adr/0005-provenance.md).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "devstack/base/source.hpp"

namespace devstack {

struct SourceStep {
  enum class Kind : std::uint8_t {
    // Always recorded: what brought the value to a place where it was not written.
    kAlias,     ///< `*name` at `where`
    kMergeKey,  ///< `<<` at `where`
    kExtends,   ///< `extends` at `where`; `text`: the service that was extended
    kInclude,   ///< `include` at `where`
    kFile,      ///< the file was named at `where`, by the key `text` (env_file, label_file)
    // Only where somebody asked for provenance.
    kOverrode,  ///< took the place of `text` at `where`
    kMerged,    ///< a mapping or list that also took members from `where`
    kRemoved,   ///< the member `text` of this mapping, written at `where`, was taken out
    kTemplate,  ///< `text` is the value before interpolation
    kVariable,  ///< the variable `text` was used; it was set at `where`, or by `detail`
  };

  Kind kind = Kind::kAlias;
  SourceSpan where;
  std::string text;
  std::string detail;
  std::shared_ptr<const SourceStep> earlier{};
};

/// Puts `step` in front of the steps of `span`.
void add_step(SourceSpan& span, SourceStep step);

/// The last step that brought the value elsewhere; null when it is used where it was written.
[[nodiscard]] const SourceStep* last_passage(const SourceSpan& span);

/// "merged here by `extends`": what the place of a passage did; empty for other steps.
[[nodiscard]] std::string describe_passage(const SourceStep& step);

}  // namespace devstack
