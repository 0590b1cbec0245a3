#include "devstack/data/volume_archive.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <exception>
#include <fstream>

#include "data/payload_file.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/helper_container.hpp"
#include "devstack/data/snapshot_store.hpp"

namespace devstack::data {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

std::string mount_point() { return std::string("/") + kVolumeFolder; }

Task<void> fetch(const Workshop& workshop, std::string helper, std::string path) {
  PayloadFile out(std::move(path));
  engine::ByteSink sink = [&out](std::string_view bytes) { out.write(bytes); };
  co_await workshop.client.read_archive(std::move(helper), mount_point(), std::move(sink));
  out.close();
}

/// Gives a file piece by piece; a coroutine of its own because a lambda's captures die too early.
Task<std::string> next_piece(std::ifstream& in) {
  std::string piece(kPiece, '\0');
  in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
  piece.resize(static_cast<std::size_t>(in.gcount()));
  co_return piece;
}

Task<void> send(const Workshop& workshop, std::string helper, std::string path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw HostError("cannot read", path, errno);
  engine::ByteSource source = [&in] { return next_piece(in); };
  co_await workshop.client.write_archive(std::move(helper), "/", std::move(source));
}

using Transfer = Task<void> (*)(const Workshop&, std::string, std::string);

/// With a container that mounts the volume, which goes in any case.
Task<void> through_helper(const Workshop& workshop, HelperMount mount, Transfer transfer,
                          std::string path) {
  std::vector<HelperMount> mounts{std::move(mount)};
  const std::string helper = co_await make_helper(workshop, std::move(mounts));
  std::exception_ptr failure;
  try {
    co_await transfer(workshop, helper, std::move(path));
  } catch (...) {
    failure = std::current_exception();
  }
  co_await remove_helper(workshop, helper);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

void require_volume_archives(const engine::Client& client) {
  if (!client.is_podman()) return;
  throw copy_failed(
      "Podman's API gives no archive of a volume that could be put back; use `devstack snapshot`, "
      "or declare a dump (x-devstack.backup)");
}

Task<void> pack_volume(const Workshop& workshop, std::string volume, std::string path) {
  std::vector<std::string> names{volume};
  const Survey survey = co_await survey_volumes(workshop, std::move(names));
  HelperMount mount{volume, mount_point(), HelperMount::Access::kRead};
  co_await through_helper(workshop, std::move(mount), &fetch, path);
  const std::int64_t members = check_volume_tar(path, volume, path);
  if (members != survey.entries + 1) {
    throw copy_failed(
        fmt::format("volume {} has {} entries, {} came", volume, survey.entries, members - 1));
  }
}

Task<std::vector<VolumeCopy>> import_volumes(const Workshop& workshop, const Manifest& manifest,
                                             const Spool& spool, std::vector<std::size_t> entries) {
  Snapshot draft;
  draft.kind = SnapshotKind::kImport;
  draft.time = format_rfc3339(workshop.loop.system_now());
  draft.reason = "a restore";
  for (const std::size_t index : entries) {
    const ManifestEntry& entry = manifest.entries[index];
    const auto& volume = workshop.stack.volumes.find(entry.volume_key)->second;
    draft.volumes.push_back({entry.volume_key, volume.name, "", "", 0, 0});
  }
  co_await name_copies(workshop, draft);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Value body = copy_body(workshop.stack, draft, draft.volumes[i]);
    co_await make_volume(workshop, std::move(body));
    HelperMount mount{draft.volumes[i].copy, mount_point(), HelperMount::Access::kWrite};
    co_await through_helper(workshop, std::move(mount), &send, spool.payload(entries[i]));
  }
  co_return draft.volumes;
}

}  // namespace devstack::data
