// `devstack cp`: files into containers and out of one, as `docker compose cp` copies them.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/stream/copy_paths.hpp"
#include "cli/stream/copy_tree.hpp"
#include "cli/stream/extract_tree.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/text.hpp"
#include "devstack/engine/copy_owner.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

constexpr char kStream[] = "-";
constexpr std::size_t kPiece = std::size_t{64} << 10;

enum class Direction { kIn, kOut };

struct Copy {
  const CommandContext& context;
  EngineSession& engine;
  const model::Stack& stack;
  const CpArguments& arguments;
  ServicePath there;
};

/// Where files go in: all of the service's containers; where they come out: one.
Task<std::vector<engine::ContainerSummary>> containers_of(const Copy& copy, Direction direction) {
  ContainerFilter filter;
  filter.services = {copy.there.service};
  if (copy.arguments.all) filter.one_offs = OneOffs::kWith;
  auto containers = co_await find_containers(copy.engine, copy.stack, std::move(filter));
  const int index = copy.arguments.index;
  if (index != 0) {
    std::erase_if(containers, [index](const engine::ContainerSummary& container) {
      return engine::label(container, model::labels::kContainerNumber) != std::to_string(index);
    });
  }
  if (containers.empty()) {
    throw Error(ExitCode::kNothingRuns, "DS1003",
                index == 0 ? fmt::format("{} has no container", copy.there.service)
                           : fmt::format("{} has no container {}", copy.there.service, index),
                "devstack create " + copy.there.service);
  }
  if (direction == Direction::kOut) containers.resize(1);
  co_return containers;
}

void tell(const CommandContext& context, const std::string& text) {
  if (!context.global.quiet) write_error(text + "\n");
}

FileKind kind_of(const std::optional<engine::PathStat>& stat) {
  if (!stat) return FileKind::kMissing;
  return stat->kind == engine::PathStat::Kind::kFolder ? FileKind::kFolder : FileKind::kFile;
}

struct Found {
  std::string path;
  std::optional<engine::PathStat> stat;
};

/// What the path means once a link at its end is followed.
Task<Found> follow(engine::Client& client, std::string id, std::string path) {
  Found found;
  found.path = path;
  found.stat = co_await client.stat_path(id, path);
  if (!found.stat || found.stat->kind != engine::PathStat::Kind::kLink) co_return found;
  found.path = found.stat->link_target;
  if (!found.path.starts_with('/')) found.path = parent_of(path) + "/" + found.path;
  found.stat = co_await client.stat_path(id, found.path);
  co_return found;
}

Task<std::string> next_of_input(io::Loop& loop) {
  co_await loop.readable(STDIN_FILENO);
  std::string piece(kPiece, '\0');
  const ssize_t size = ::read(STDIN_FILENO, piece.data(), piece.size());
  if (size < 0) throw HostError("cannot read", "stdin", errno);
  piece.resize(static_cast<std::size_t>(size));
  co_return piece;
}

Task<std::string> next_of_tree(engine::FileListTar& tar) { co_return tar.next(); }

using FileOwner = engine::Client::FileOwner;

FileOwner owner_of(const Copy& copy) {
  return copy.arguments.archive ? FileOwner::kContainerUser : FileOwner::kAsPacked;
}

Task<void> stream_in(const Copy& copy, std::string id) {
  engine::Client& client = copy.engine.client;
  const auto target = co_await follow(client, id, copy.there.path);
  if (kind_of(target.stat) != FileKind::kFolder) {
    throw UsageError(fmt::format("{} is no folder of {}", copy.there.path, copy.there.service),
                     "a tar on stdin is extracted into a folder that exists");
  }
  engine::ByteSource source = [&loop = copy.engine.loop] { return next_of_input(loop); };
  co_await client.write_archive(id, target.path, std::move(source), owner_of(copy));
}

Task<void> tree_in(const Copy& copy, std::string id) {
  engine::Client& client = copy.engine.client;
  const std::string& from = copy.arguments.source;
  const auto link = copy.arguments.follow_link || from.ends_with('/') || from.ends_with("/.")
                        ? LinkAtTop::kFollow
                        : LinkAtTop::kKeep;
  const FileKind kind = kind_on_host(from, link);
  if (kind == FileKind::kMissing) throw HostError("cannot read", from, ENOENT);
  const auto target = co_await follow(client, id, copy.there.path);
  const auto place = place_copy(from, kind, target.path, kind_of(target.stat));
  engine::CopyOwner owner{owner_of(copy), {}};
  if (copy.arguments.archive) owner = co_await engine::copy_owner(client, id);
  engine::FileListTar tar(list_tree(without_dot(from), place.name, link), owner.packed);
  engine::ByteSource source = [&tar] { return next_of_tree(tar); };
  co_await client.write_archive(id, place.folder, std::move(source), owner.asked);
  if (tar.unreadable().empty()) co_return;
  throw Error(ExitCode::kFailed, "DS4001", join(tar.unreadable(), "\n"), "all else was copied");
}

Task<ExitCode> copy_in(Copy copy) {
  const auto containers = co_await containers_of(copy, Direction::kIn);
  const bool streamed = copy.arguments.source == kStream;
  if (streamed && containers.size() > 1) {
    throw UsageError(fmt::format("{} has {} containers, and stdin is there once",
                                 copy.there.service, containers.size()),
                     "--index chooses one");
  }
  for (const auto& container : containers) {
    Task<void> copying = streamed ? stream_in(copy, container.id) : tree_in(copy, container.id);
    co_await copying;
    tell(copy.context, fmt::format("copied {} to {}:{}", streamed ? "stdin" : copy.arguments.source,
                                   container.name, copy.there.path));
  }
  co_return ExitCode::kOk;
}

/// A file without a name: it goes with the process, however that ends.
FileDescriptor make_spool() {
  const std::string folder = std::filesystem::temp_directory_path().string();
  FileDescriptor spool(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!spool.valid()) throw HostError("cannot make a file in", folder, errno);
  return spool;
}

/// The whole archive is here before anything is written: one that breaks off leaves no half tree.
Task<Extracted> tree_out(engine::Client& client, std::string id, std::string path, CopyPlace place,
                         std::string source_name) {
  const FileDescriptor spool = make_spool();
  engine::ByteSink sink = [&spool](std::string_view bytes) {
    if (!write_all(spool.get(), bytes)) {
      throw HostError("cannot write to", "a temporary file", errno);
    }
  };
  co_await client.read_archive(id, path, std::move(sink));
  engine::TarFileReader archive(fmt::format("/proc/self/fd/{}", spool.get()));
  const ExtractNames names{std::move(source_name), place.name};
  co_return extract_tree(archive, place.folder, names);
}

Task<ExitCode> copy_out(Copy copy) {
  const auto containers = co_await containers_of(copy, Direction::kOut);
  const auto& container = containers.front();
  engine::Client& client = copy.engine.client;
  Found source{copy.there.path, {}};
  if (copy.arguments.follow_link) {
    source = co_await follow(client, container.id, copy.there.path);
  } else {
    source.stat = co_await client.stat_path(container.id, copy.there.path);
  }
  if (!source.stat) {
    throw Error(ExitCode::kFailed, "DS1019",
                fmt::format("{} has no {}", container.name, copy.there.path),
                fmt::format("devstack exec {} ls", copy.there.service));
  }
  const std::string wanted = without_dot(source.path);
  if (copy.arguments.destination == kStream) {
    engine::ByteSink sink = [](std::string_view bytes) { write_bytes(bytes); };
    co_await client.read_archive(container.id, wanted, std::move(sink));
    co_return ExitCode::kOk;
  }
  const std::string& target = copy.arguments.destination;
  const auto place = place_copy(copy.there.path, kind_of(source.stat), target,
                                kind_on_host(target, LinkAtTop::kFollow));
  const auto extracted = co_await tree_out(client, container.id, wanted, place, last_name(wanted));
  for (const auto& name : extracted.left_out) {
    tell(copy.context, "warning: neither file nor folder, left out: " + name);
  }
  tell(copy.context, fmt::format("copied {}:{} to {}", container.name, copy.there.path, target));
  co_return ExitCode::kOk;
}

}  // namespace

ExitCode run_cp(const CommandContext& context, const CpArguments& arguments) {
  const auto source = parse_service_path(arguments.source);
  const auto target = parse_service_path(arguments.destination);
  const bool two_streams = arguments.source == kStream && arguments.destination == kStream;
  if (source.has_value() == target.has_value() || two_streams) {
    throw UsageError(source ? "cp does not copy from container to container"
                            : "neither side of cp is in a container",
                     "devstack cp SERVICE:PATH HERE, or devstack cp HERE SERVICE:PATH");
  }
  EngineSession engine(context);
  const auto& there = source ? *source : *target;
  const auto loaded = load_running_project(context, engine, {there.service});
  const Copy copy{context, engine, loaded.stack, arguments, there};
  return engine.loop.run(source ? copy_out(copy) : copy_in(copy));
}

}  // namespace devstack::cli
