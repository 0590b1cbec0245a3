// The second half of loading: from one merged, interpolated document to the model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/loader.hpp"
#include "load/port_offset.hpp"
#include "load/variables.hpp"

namespace devstack::load {

struct DecodeInput {
  /// Merged over all files, extends, includes and profile overrides; interpolated. Short and long
  /// forms may stand side by side, and scalars that were interpolated are strings: the schema says
  /// what they become.
  Node document;
  std::string project;
  std::string directory;  ///< absolute
  std::vector<std::string> files, env_files, profiles, compose_profiles;
  std::vector<Located<std::string>> only_services;  ///< of a profile; empty: all
  std::vector<std::string> named_services;          ///< on the command line
  Environment environment;             ///< of interpolation; gives values to `environment: [KEY]`
  Environment included_values;         ///< of secrets and configs, from Assembler
  const Variables* origins = nullptr;  ///< of `environment`; null: provenance is not recorded
  std::optional<model::Budget> profile_budget;
  std::vector<model::Substitution> roles;  ///< with what was chosen
  std::vector<std::string> profile_files;  ///< names, those that they extend included
  std::optional<PortOffset> port_offset;
  LoadPhases phases;
};

struct Decoded {
  model::Stack stack;
  Node document;  ///< canonical
};

/// Validates, brings into Compose's canonical form and decodes. Everything wrong is a diagnostic.
[[nodiscard]] Decoded decode_stack(DecodeInput input, const Files& files, Diagnostics& diagnostics);

/// The same without decoding, for a document that was not interpolated.
[[nodiscard]] Node decode_raw(DecodeInput input, Diagnostics& diagnostics);

}  // namespace devstack::load
