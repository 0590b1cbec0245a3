// The errors of the data commands (DS50xx), each made in one place and shown in
// tests/golden/errors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "devstack/base/error.hpp"

namespace devstack::data {

// What is wrong with an archive; nothing has been touched then.
[[nodiscard]] Error archive_damaged(const std::string& file, const std::string& why);  // DS5001
[[nodiscard]] Error checksum_differs(const std::string& file, const std::string& member);
[[nodiscard]] Error archive_version(const std::string& file, std::int64_t version);
[[nodiscard]] Error archive_of_other_project(const std::string& file, const std::string& theirs,
                                             const std::string& ours);
[[nodiscard]] Error image_version_differs(const std::string& service, const std::string& saved,
                                          const std::string& present);
[[nodiscard]] Error archive_unsafe(const std::string& file, const std::string& what);
[[nodiscard]] Error not_in_archive(const std::string& file, const std::string& service,
                                   const std::vector<std::string>& there);

// What a run can meet.
[[nodiscard]] Error command_failed(const std::string& service, const std::string& what,
                                   const std::string& why, const std::string& output);  // DS5008
[[nodiscard]] Error nothing_to_back_up(const std::string& subject);
/// `finish`, `go_back`: commands; either may be empty.
[[nodiscard]] Error unfinished(const std::string& what, const std::string& finish,
                               const std::string& go_back);
[[nodiscard]] Error no_space(std::int64_t needed, std::int64_t left);
[[nodiscard]] Error no_such_snapshot(const std::string& name,
                                     const std::vector<std::string>& there);
[[nodiscard]] Error volume_in_use(const std::string& volume, const std::string& container);
[[nodiscard]] Error copy_failed(const std::string& why);
[[nodiscard]] Error snapshot_name_refused(const std::string& name, const std::string& why);
[[nodiscard]] Error no_way_back(const std::string& service);
[[nodiscard]] Error not_asked(const std::string& command, const std::string& what);

}  // namespace devstack::data
