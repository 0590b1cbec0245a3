// manifest.json of a backup: the first member of the archive, which says all about the others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/data/backup_plan.hpp"
#include "devstack/data/job_marks.hpp"

namespace devstack::data {

inline constexpr std::int64_t kArchiveFormat = 1;
inline constexpr char kManifestName[] = "manifest.json";
/// A longer one is none of ours.
inline constexpr std::int64_t kMaxManifestBytes = std::int64_t{1} << 20;

struct ManifestEntry {
  std::string service;
  BackupKind kind = BackupKind::kDump;
  std::string volume_key;  ///< of kVolume
  std::string image;       ///< as the stack file names it
  std::string major;       ///< major version of what wrote the data; empty: not known
  std::string file;        ///< member of the archive
  std::int64_t bytes = 0;
  std::string sha256;
};

struct Manifest {
  std::string project, project_id, stack_hash, engine, created;
  std::vector<ManifestEntry> entries;
  JobMarks jobs;  ///< whose results are in the data

  [[nodiscard]] std::int64_t bytes() const;
  /// Services, each once, in order.
  [[nodiscard]] std::vector<std::string> services() const;
};

[[nodiscard]] std::string to_text(const Manifest& manifest);

/// `file` is named in errors. Throws DS5001 for what is no manifest, DS5003 for another format,
/// DS5006 for names and numbers that we never write.
[[nodiscard]] Manifest parse_manifest(const std::string& file, std::string_view text);

/// Of the configuration of all services: tells backups of different states of a stack apart.
[[nodiscard]] std::string stack_hash(const model::Stack& stack);

}  // namespace devstack::data
