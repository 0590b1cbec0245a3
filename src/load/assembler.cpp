// The order of the passes over one document: interpolate, include, extend, merge.
#include "load/assembler.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "load/merge.hpp"
#include "load/relocate.hpp"
#include "load/unique_items.hpp"
#include "load/variable_trace.hpp"

namespace devstack::load {

void Assembler::assemble(Node& into, std::vector<ParsedFile> parsed, const std::string& directory,
                         const Variables& variables) {
  for (ParsedFile& file : parsed) {
    for (Node& document : file.documents) {
      add_document(into, std::move(document), file.path, directory, variables);
    }
  }
}

void Assembler::add_document(Node& into, Node document, const std::string& path,
                             const std::string& directory, const Variables& variables) {
  if (!document.is_mapping()) {
    files_.diagnostics().error(
        "DS1113", document.span,
        fmt::format("the top of the file must be a mapping, not a {}", kind_name(document.kind)),
        "begin with `services:`");
    return;
  }
  const Entry* const version = document.find_entry("version");
  if (version != nullptr && version->value.is_string()) {
    files_.diagnostics().warning("DS1213", version->key_span,
                                 "\"version\" is obsolete and has no effect", "remove it");
  }
  interpolate(document, variables);
  apply_includes(document, path, directory, variables);
  // Before extends: what a service marks `!reset` must go from the earlier files too.
  apply_resets(into, document, record_);
  resolve_extends(document, path, directory, variables);
  strip_resets(document);
  enforce_unique_env_files(document, directory, record_);
  merge_document(into, std::move(document), files_.diagnostics(), record_, pairs_form());
}

void Assembler::interpolate(Node& node, const Variables& variables) {
  if (interpolation_ == Interpolation::kOff) return;
  if (uses_ != nullptr) trace_variables(node, variables, *uses_);
  interpolator_.apply(node, variables.lookup());
}

void Assembler::relocate(Node& document, const std::string& from,
                         const std::string& directory) const {
  std::string shown = from;
  if (paths_ == Paths::kRelative) {
    shown = std::filesystem::path(from).lexically_relative(directory).string();
  }
  relocate_paths(document, {from, std::move(shown)});
}

void Assembler::resolve_extends(Node& document, const std::string& path,
                                const std::string& directory, const Variables& variables) {
  const auto read = [&, this](const std::string& other) -> std::optional<Node> {
    std::optional<std::vector<Node>> documents = files_.documents(other);
    if (!documents) return std::nullopt;
    Node merged;
    for (Node& part : *documents) {
      interpolate(part, variables);
      apply_resets(merged, part, record_);
      merge_document(merged, std::move(part), files_.diagnostics(), record_, pairs_form());
    }
    relocate(merged, parent_directory(other), directory);
    return merged;
  };
  ExtendsResolver(files_, read, record_, pairs_form(), budget_).resolve(document, path, directory);
}

}  // namespace devstack::load
