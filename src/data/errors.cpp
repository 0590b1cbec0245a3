#include "devstack/data/errors.hpp"

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::data {
namespace {

constexpr char kUntouched[] = "nothing was touched";

std::string list_or_none(const std::vector<std::string>& names) {
  return names.empty() ? std::string("none") : join(names, ", ");
}

}  // namespace

Error archive_damaged(const std::string& file, const std::string& why) {
  Error error(ExitCode::kFailed, "DS5001", fmt::format("{} is no whole backup", file),
              "take another backup file; `devstack backup` writes them");
  error.add_detail("because  " + terminal_safe(why));
  error.add_detail(kUntouched);
  return error;
}

Error checksum_differs(const std::string& file, const std::string& member) {
  Error error(ExitCode::kFailed, "DS5002",
              fmt::format("{} has changed since it was written: {}", file, terminal_safe(member)),
              "take another backup file, or copy this one again from where it came");
  error.add_detail("its SHA-256 is not the one in the manifest");
  error.add_detail(kUntouched);
  return error;
}

Error archive_version(const std::string& file, std::int64_t version) {
  Error error(
      ExitCode::kFailed, "DS5003",
      fmt::format("{} was written in format {}, this devstack reads format 1", file, version),
      "use the devstack that wrote it, or a newer one");
  error.add_detail(kUntouched);
  return error;
}

Error archive_of_other_project(const std::string& file, const std::string& theirs,
                               const std::string& ours) {
  Error error(
      ExitCode::kConflict, "DS5004",
      fmt::format("{} is a backup of project {}, not of {}", file, terminal_safe(theirs), ours),
      "if that is meant: devstack restore --from-other " + shell_quote(file));
  error.add_detail(kUntouched);
  return error;
}

Error image_version_differs(const std::string& service, const std::string& saved,
                            const std::string& present) {
  Error error(
      ExitCode::kConflict, "DS5005",
      fmt::format("{} was saved from {}, it runs {} now", service, terminal_safe(saved), present),
      "run the version that was saved, or try it all the same with --force-version");
  error.add_detail("data of one major version is rarely readable by another");
  error.add_detail(kUntouched);
  return error;
}

Error archive_unsafe(const std::string& file, const std::string& what) {
  Error error(ExitCode::kFailed, "DS5006", fmt::format("{} is not what devstack writes", file),
              "do not use this file");
  error.add_detail("refused  " + terminal_safe(what));
  error.add_detail(kUntouched);
  return error;
}

Error not_in_archive(const std::string& file, const std::string& service,
                     const std::vector<std::string>& there) {
  Error error(ExitCode::kUsage, "DS5007", fmt::format("{} has nothing for {}", file, service),
              did_you_mean(service, there));
  error.add_detail("in it  " + list_or_none(there));
  error.add_detail(kUntouched);
  return error;
}

Error command_failed(const std::string& service, const std::string& what, const std::string& why,
                     const std::string& output) {
  Error error(
      ExitCode::kFailed, "DS5008", fmt::format("the {} of {} failed: {}", what, service, why),
      fmt::format("see x-devstack.backup.{} of {}; devstack logs {}", what, service, service));
  for (const auto line : split(trim(output), '\n')) {
    if (!line.empty()) error.add_detail("says  " + terminal_safe(line));
  }
  return error;
}

Error nothing_to_back_up(const std::string& subject) {
  return Error(ExitCode::kUsage, "DS5009", fmt::format("{} has nothing to back up", subject),
               "give a service `x-devstack: {backup: {dump: …, restore: …}}` or `backup: {volume: "
               "KEY}`, or `role: database` and a named volume");
}

Error unfinished(const std::string& what, const std::string& finish, const std::string& go_back) {
  std::string hint;
  if (!finish.empty()) hint = "to finish it:  " + finish;
  if (!go_back.empty()) hint += (hint.empty() ? "" : "\n") + ("to go back:    " + go_back);
  return Error(ExitCode::kConflict, "DS5010", fmt::format("{} was cut off and is unfinished", what),
               hint);
}

Error no_space(std::int64_t needed, std::int64_t left) {
  Error error(
      ExitCode::kFailed, "DS5011",
      fmt::format("not enough space for the copy: it needs {}, {} are left", format_bytes(needed),
                  format_bytes(left)),
      "make room: devstack snapshot ls, devstack snapshot rm NAME; or --no-snapshot, without "
      "a way back");
  error.add_detail("nothing was stopped and nothing was deleted");
  return error;
}

Error no_such_snapshot(const std::string& name, const std::vector<std::string>& there) {
  Error error(ExitCode::kUsage, "DS5012", fmt::format("there is no snapshot {}", name),
              did_you_mean(name, there));
  error.add_detail("there are  " + list_or_none(there));
  return error;
}

Error volume_in_use(const std::string& volume, const std::string& container) {
  return Error(ExitCode::kConflict, "DS5013",
               fmt::format("volume {} is in use by {}, which is not of this project", volume,
                           terminal_safe(container)),
               "stop that container first; only its owner can");
}

Error copy_failed(const std::string& why) {
  return Error(ExitCode::kFailed, "DS5014", "the copy of the data failed: " + terminal_safe(why),
               "what was there is unharmed or kept: devstack snapshot ls");
}

Error snapshot_name_refused(const std::string& name, const std::string& why) {
  return Error(ExitCode::kUsage, "DS5015",
               fmt::format("{} cannot be the name of a snapshot: {}", terminal_safe(name), why),
               "letters, digits, '.', '_' and '-', up to 60, the first one a letter or a digit");
}

Error no_way_back(const std::string& service) {
  return Error(
      ExitCode::kConflict, "DS5016",
      fmt::format("the present data of {} cannot be kept: it has no named volume", service),
      "without a way back: --no-snapshot");
}

Error not_asked(const std::string& command, const std::string& what) {
  return Error(ExitCode::kUsage, "DS5017",
               fmt::format("{} changes data and cannot ask here", command),
               fmt::format("--yes {}", what));
}

}  // namespace devstack::data
