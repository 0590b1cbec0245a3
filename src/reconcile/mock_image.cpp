// The image devstack/mock:1, made in the engine from the installed mock server: no registry, no
// build, and the same content only once.
#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "devstack/base/hash.hpp"
#include "devstack/engine/tar.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/model/names.hpp"
#include "devstack/reconcile/engine_step_runner.hpp"
#include "mock_image_libraries.hpp"

namespace devstack::reconcile {
namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw HostError("cannot read the mock server", path, errno, "install devstack again");
  std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) throw HostError("cannot read the mock server", path, errno, "install devstack again");
  return bytes;
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

/// What is read, hashed and packed away from the loop's thread, where other services are started.
struct Parcel {
  std::string mark;
  std::string tar;  ///< made only when the engine does not have this mark
};

Task<Parcel> pack(io::Loop& loop, std::string binary, std::string present_mark) {
  Parcel parcel;
  std::function<void()> work = [&parcel, &binary, &present_mark] {
    const auto files = root_files(binary);
    parcel.mark = fingerprint(files);
    if (parcel.mark != present_mark) parcel.tar = engine::make_tar(files);
  };
  co_await loop.in_background(std::move(work));
  co_return parcel;
}

std::string mark_of(const std::optional<engine::ImageDetails>& image) {
  if (!image) return {};
  const auto label = image->labels.find(model::labels::kMock);
  return label == image->labels.end() ? std::string() : label->second;
}

/// The image that a newer server has replaced; one that containers still use stays.
Task<void> remove_replaced(engine::Client& client, std::string image_id) {
  try {
    co_await client.remove_image(std::move(image_id));
  } catch (const engine::EngineError&) {
    // In use: whoever removes the last container with it may remove it.
  }
}

}  // namespace

Task<void> ensure_mock_image(engine::Client& client, io::Loop& loop,
                             const std::string& mock_binary) {
  if (mock_binary.empty()) {
    throw Error(ExitCode::kFailed, "DS4002", "devstack-mock is not installed beside devstack",
                "install devstack again, as a whole");
  }
  const auto present = co_await client.inspect_image(model::kMockImage);
  std::string present_mark = mark_of(present);
  Parcel parcel = co_await pack(loop, mock_binary, std::move(present_mark));
  if (parcel.tar.empty()) co_return;
  std::vector<std::string> changes{R"(ENTRYPOINT ["/devstack-mock"])",
                                   fmt::format("LABEL {}={}", model::labels::kMock, parcel.mark)};
  co_await client.import_image(model::kMockImage, std::move(parcel.tar), std::move(changes));
  if (present) co_await remove_replaced(client, present->id);
}

}  // namespace devstack::reconcile
