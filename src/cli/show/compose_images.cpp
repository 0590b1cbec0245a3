// Source: docker/compose pkg/compose/images.go and cmd/compose/images.go.
#include "cli/show/compose_images.hpp"

#include <algorithm>

#include "cli/show/compose_ps.hpp"
#include "cli/show/docker_sizes.hpp"
#include "cli/show/short_id.hpp"
#include "devstack/base/units.hpp"
#include "devstack/engine/image_reference.hpp"

namespace devstack::cli {
namespace {

constexpr std::string_view kDigest = "sha256:";
constexpr char kNoTime[] = "0001-01-01T00:00:00Z";

struct Name {
  std::string repository, tag;
};

/// As people write it: without docker.io and library. A bare id has no name.
Name name_of(const engine::ContainerSummary& container) {
  const auto reference = engine::parse_image_reference(container.image);
  if (!reference || container.image.starts_with(kDigest)) return {"<none>", "<none>"};
  constexpr std::string_view kLibrary = "library/";
  if (reference->registry != "docker.io") {
    return {reference->registry + "/" + reference->repository, reference->tag};
  }
  const bool official = reference->repository.starts_with(kLibrary);
  return {official ? reference->repository.substr(kLibrary.size()) : reference->repository,
          reference->tag};
}

std::string platform_of(const engine::ImageDetails& image) {
  const std::string platform = image.os + "/" + image.architecture;
  return image.variant.empty() ? platform : platform + "/" + image.variant;
}

}  // namespace

Value compose_image_entry(const engine::ContainerSummary& container,
                          const engine::ImageDetails& image) {
  const Name name = name_of(container);
  Value entry = Value::object();
  entry.set("ID", image.id);
  entry.set("ContainerName", container.name);
  entry.set("Repository", name.repository);
  entry.set("Tag", name.tag);
  entry.set("Platform", platform_of(image));
  entry.set("Size", image.size_bytes);
  entry.set("LastTagTime", image.last_tag_time.empty() ? kNoTime : image.last_tag_time);
  return entry;
}

std::vector<std::string> compose_image_row(const engine::ContainerSummary& container,
                                           const engine::ImageDetails& image,
                                           engine::Timestamp now) {
  const Name name = name_of(container);
  const auto tagged = parse_rfc3339(image.last_tag_time);
  std::string age = "N/A";
  if (tagged) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - *tagged);
    age = human_duration(std::max(seconds, std::chrono::seconds(0))) + " ago";
  }
  const std::string id = image.id.starts_with(kDigest) ? image.id.substr(kDigest.size()) : image.id;
  return {container.name,     name.repository, name.tag,
          platform_of(image), short_id(id),    decimal_size(image.size_bytes),
          std::move(age)};
}

}  // namespace devstack::cli
