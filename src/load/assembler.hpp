// Makes one document of the files of a project: interpolates, includes, extends, merges.
#pragma once

#include <string>
#include <vector>

#include "load/extends.hpp"
#include "load/interpolate.hpp"
#include "load/override.hpp"
#include "load/project_files.hpp"
#include "load/size_budget.hpp"
#include "load/variables.hpp"

namespace devstack::load {

/// One file as it was read, before anything was done to it.
struct ParsedFile {
  std::string path;  ///< absolute
  std::vector<Node> documents;
};

enum class Interpolation { kOn, kOff };
/// Paths of documents from other folders: absolute, or relative as `--no-path-resolution` has them.
enum class Paths { kAbsolute, kRelative };

class Assembler {
 public:
  /// `uses` may be null: then nothing is recorded of what values overrode and used.
  Assembler(const ProjectFiles& files, Interpolation interpolation, Paths paths,
            std::vector<VariableUse>* uses = nullptr)
      : files_(files),
        interpolation_(interpolation),
        paths_(paths),
        uses_(uses),
        record_(uses == nullptr ? Record::kNothing : Record::kSteps),
        interpolator_(files.diagnostics()) {}

  /// Merges the files in order, over what is in `into`. Relative paths in `extends` and `include`
  /// begin at `directory`.
  void assemble(Node& into, std::vector<ParsedFile> parsed, const std::string& directory,
                const Variables& variables);

  /// Values of variables that only an included project has; see keep_values_of_sources().
  [[nodiscard]] const Environment& included_values() const { return included_values_; }

 private:
  /// What an `include` entry asks for, with absolute paths.
  struct Inclusion {
    std::vector<std::string> paths;
    std::vector<SourceSpan> path_spans;
    std::string directory;
    std::vector<std::string> env_files;
    SourceSpan span;
  };

  [[nodiscard]] PairsForm pairs_form() const {
    return interpolation_ == Interpolation::kOn ? PairsForm::kMapping : PairsForm::kList;
  }
  void add_document(Node& into, Node document, const std::string& path,
                    const std::string& directory, const Variables& variables);
  void interpolate(Node& node, const Variables& variables);
  /// Puts the paths of a document from `from` below it, as seen from `directory`.
  void relocate(Node& document, const std::string& from, const std::string& directory) const;
  void resolve_extends(Node& document, const std::string& path, const std::string& directory,
                       const Variables& variables);

  void apply_includes(Node& document, const std::string& path, const std::string& directory,
                      const Variables& variables);
  [[nodiscard]] std::optional<Inclusion> read_inclusion(const Node& entry,
                                                        const std::string& directory) const;
  void include_one(Node& document, const Inclusion& inclusion, const std::string& directory,
                   const Variables& variables);
  void import_resources(Node& document, Node imported) const;

  const ProjectFiles& files_;
  Interpolation interpolation_;
  Paths paths_;
  std::vector<VariableUse>* uses_;
  Record record_;
  Interpolator interpolator_;
  SizeBudget budget_;
  std::size_t inclusions_ = 0;
  Environment included_values_;
  std::vector<std::string> including_;  ///< files whose includes are being resolved
};

}  // namespace devstack::load
