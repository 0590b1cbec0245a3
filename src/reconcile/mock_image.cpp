// The image devstack/mock:1, made in the engine from the installed mock server: no registry, no
// build, and the same content only once.
#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "devstack/base/hash.hpp"
#include "devstack/engine/tar.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/engine_step_runner.hpp"
#include "mock_image_libraries.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kReference[] = "devstack/mock:1";

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw HostError("cannot read the mock server", path, errno, "install devstack again");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The root file system: the server, and the shared libraries of a build that is not static.
std::vector<engine::TarEntry> root_files(const std::string& binary) {
  std::vector<engine::TarEntry> files;
  files.push_back({"devstack-mock", bytes_of(binary), 0755});
  for (const std::string& library : shared_libraries(binary)) {
    files.push_back({library.substr(1), bytes_of(library), 0755});
  }
  return files;
}

std::string fingerprint(const std::vector<engine::TarEntry>& files) {
  std::string all;
  for (const engine::TarEntry& file : files) all += sha256_hex(file.content);
  return sha256_hex(all);
}

}  // namespace

Task<void> ensure_mock_image(engine::Client& client, const std::string& mock_binary) {
  const auto files = root_files(mock_binary);
  const std::string mark = fingerprint(files);
  const auto present = co_await client.inspect_image(kReference);
  if (present) {
    const auto label = present->labels.find(model::labels::kMock);
    if (label != present->labels.end() && label->second == mark) co_return;
  }
  std::vector<std::string> changes{R"(ENTRYPOINT ["/devstack-mock"])",
                                   fmt::format("LABEL {}={}", model::labels::kMock, mark)};
  std::string tar = engine::make_tar(files);
  co_await client.import_image(kReference, std::move(tar), std::move(changes));
}

}  // namespace devstack::reconcile
