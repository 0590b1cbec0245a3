// Source: docker/compose internal/sync/tar.go and pkg/compose/watch.go (initialSync).
#include "devstack/watch/copy_into.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/engine/copy_owner.hpp"
#include "devstack/engine/file_list_tar.hpp"

namespace devstack::watch {
namespace {

namespace fs = std::filesystem;

/// An argument list must fit into the kernel's limit.
constexpr std::size_t kRemovedAtOnce = 200;
constexpr Duration kRemoveLimit = std::chrono::minutes{1};

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

Task<void> remove_paths(engine::Client& client, std::string container,
                        std::vector<std::string> paths, Copied& result) {
  engine::ExecRequest request;
  request.command = {"rm", "-rf", "--"};
  request.command.insert(request.command.end(), paths.begin(), paths.end());
  request.user = "0";
  try {
    const auto done = co_await client.exec(std::move(container), std::move(request), kRemoveLimit);
    if (done.exit_code == 0) {
      result.removed += paths.size();
      co_return;
    }
    result.problems.push_back(
        fmt::format("cannot remove {}: {}", join(paths, " "), terminal_safe(trim(done.output))));
  } catch (const Error& error) {
    result.problems.push_back(fmt::format("cannot remove {}: {}", join(paths, " "), error.what()));
  }
}

Task<void> copy_paths(engine::Client& client, std::string container, std::vector<Copy> copies,
                      Copied& result) {
  std::vector<engine::TarSource> sources;
  for (const Copy& copy : copies) {
    sources.push_back({copy.host_path, copy.container_path.substr(1)});
  }
  struct Give {
    static Task<std::string> piece(std::shared_ptr<engine::FileListTar> from) {
      co_return from->next();
    }
  };
  try {
    const engine::CopyOwner owner = co_await engine::copy_owner(client, container);
    const auto tar = std::make_shared<engine::FileListTar>(std::move(sources), owner.packed);
    engine::ByteSource source = [tar] { return Give::piece(tar); };
    co_await client.write_archive(std::move(container), "/", std::move(source), owner.asked);
    result.copied += copies.size() - tar->unreadable().size();
    for (const std::string& problem : tar->unreadable()) result.problems.push_back(problem);
  } catch (const Error& error) {
    result.problems.emplace_back(error.what());
  }
}

/// Names that take part in making the image, not in running it.
std::vector<std::string> building_files() {
  std::vector<std::string> patterns{"**/Dockerfile"};
  for (const auto* stem : {"compose", "docker-compose"}) {
    for (const auto* ending : {".yaml", ".yml", ".override.yaml", ".override.yml"}) {
      patterns.push_back(fmt::format("**/{}{}", stem, ending));
    }
  }
  return patterns;
}

}  // namespace

Task<Copied> copy_into(engine::Client& client, std::string container, std::vector<Copy> copies) {
  Copied result;
  const auto first_gone = std::stable_partition(
      copies.begin(), copies.end(), [](const Copy& copy) { return exists(copy.host_path); });
  std::vector<std::string> gone;
  for (auto copy = first_gone; copy != copies.end(); ++copy) {
    if (copy->container_path != "/") gone.push_back(copy->container_path);
  }
  copies.erase(first_gone, copies.end());
  for (std::size_t at = 0; at < gone.size(); at += kRemovedAtOnce) {
    const std::size_t end = std::min(gone.size(), at + kRemovedAtOnce);
    std::vector<std::string> some(gone.begin() + static_cast<std::ptrdiff_t>(at),
                                  gone.begin() + static_cast<std::ptrdiff_t>(end));
    co_await remove_paths(client, container, std::move(some), result);
  }
  if (!copies.empty()) {
    co_await copy_paths(client, std::move(container), std::move(copies), result);
  }
  co_return result;
}

std::vector<Copy> everything_of(const Matcher& matcher) {
  const PathFilter building("/", building_files());
  std::vector<Copy> copies;
  std::vector<std::string> todo{matcher.rule().path};
  while (!todo.empty()) {
    const std::string path = std::move(todo.back());
    todo.pop_back();
    std::error_code code;
    // The path of the rule itself may be a link to what is meant.
    const bool root = path == matcher.rule().path;
    const auto status = root ? fs::status(path, code) : fs::symlink_status(path, code);
    if (code || !fs::exists(status)) continue;
    if (!fs::is_directory(status)) {
      if (matcher.matches(path) && !building.matches(path)) copies.push_back(matcher.copy_of(path));
      continue;
    }
    if (!root && matcher.skips(path)) continue;
    for (fs::directory_iterator child(path, code), end; !code && child != end;
         child.increment(code)) {
      todo.push_back(child->path().string());
    }
  }
  std::sort(copies.begin(), copies.end());
  return copies;
}

}  // namespace devstack::watch
