// What an old engine cannot do is refused before anything is made, not silently left out.
#include <fmt/format.h>

#include <algorithm>

#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

using model::Mount;
using model::MountType;
using model::NetworkAttachment;
using model::Service;

/// A key that stands inside another, and the Engine API that brought it. Whole keys of a service
/// have theirs in the table of container_spec_*.cpp.
struct MountKey {
  const char* key;
  engine::ApiVersion since;
  bool (*is_used)(const Mount& mount);
};

constexpr MountKey kMountKeys[] = {
    {"volumes.bind.recursive",
     {1, 44},
     [](const Mount& mount) {
       return mount.type == MountType::kBind &&
              (mount.bind_recursive == "writable" || mount.bind_recursive == "readonly");
     }},
    {"volumes.volume.subpath",
     {1, 45},
     [](const Mount& mount) { return !mount.volume_subpath.empty(); }},
    {"volumes.type: image",
     {1, 48},
     [](const Mount& mount) { return mount.type == MountType::kImage; }},
};

struct AttachmentKey {
  const char* key;
  engine::ApiVersion since;
  bool (*is_used)(const NetworkAttachment& attachment);
};

constexpr AttachmentKey kAttachmentKeys[] = {
    {"networks.gw_priority",
     {1, 48},
     [](const NetworkAttachment& attachment) { return attachment.gw_priority != 0; }},
    {"networks.interface_name",
     {1, 49},
     [](const NetworkAttachment& attachment) { return !attachment.interface_name.empty(); }},
};

class ApiGate {
 public:
  ApiGate(std::string subject, engine::ApiVersion api, Diagnostics& found)
      : subject_(std::move(subject)), api_(api), found_(found) {}

  void needs(engine::ApiVersion version, std::string_view key, const SourceSpan& where) {
    if (api_ >= version) return;
    found_.error("DS2020", where,
                 fmt::format("{}: {} needs Engine API {}{}, this engine speaks {}", subject_, key,
                             version.to_string(), release_of(version), api_.to_string()),
                 "use a newer engine, or leave it out");
  }

 private:
  /// " (Docker 25.0)": the release that brought an API version.
  static std::string_view release_of(engine::ApiVersion version) {
    struct Release {
      engine::ApiVersion api;
      std::string_view words;
    };
    static constexpr Release kReleases[] = {
        {{1, 43}, " (Docker 24.0)"}, {{1, 44}, " (Docker 25.0)"}, {{1, 45}, " (Docker 26.0)"},
        {{1, 47}, " (Docker 27.2)"}, {{1, 48}, " (Docker 28.0)"}, {{1, 49}, " (Docker 28.1)"},
    };
    for (const Release& release : kReleases) {
      if (release.api == version) return release.words;
    }
    return {};
  }

  std::string subject_;
  engine::ApiVersion api_;
  Diagnostics& found_;
};

/// Where a key of the service stands; a mapping is known by its members.
SourceSpan place_of(const Service& service, const std::string& key) {
  const auto found = service.field_spans.lower_bound(key);
  const bool known = found != service.field_spans.end() && found->first.starts_with(key);
  return known ? found->second : service.span;
}

/// Older engines take one MAC address, that of the container.
void check_mac_addresses(const Service& service, ApiGate& gate) {
  const NetworkAttachment* first = nullptr;
  for (const NetworkAttachment& attachment : service.networks) {
    if (attachment.mac_address.empty()) continue;
    if (first != nullptr) gate.needs(kManyEndpointsApi, "a second mac_address", attachment.span);
    first = &attachment;
  }
}

bool is_written(const SpecRow& row, const Service& service) {
  const std::string key = std::string(row.key) + ".";
  if (service.field_spans.contains(std::string_view(row.key))) return true;
  const auto member = service.field_spans.lower_bound(key);
  return member != service.field_spans.end() && member->first.starts_with(key);
}

}  // namespace

void check_api_version(const Service& service, engine::ApiVersion api, Diagnostics& found) {
  ApiGate gate(fmt::format("service \"{}\"", service.name), api, found);
  for (const std::span<const SpecRow> rows :
       {process_rows(), network_rows(), storage_rows(), resource_rows(), security_rows()}) {
    for (const SpecRow& row : rows) {
      if (api < row.since && is_written(row, service)) {
        gate.needs(row.since, row.key, place_of(service, row.key));
      }
    }
  }
  if (service.healthcheck && service.healthcheck->start_interval) {
    gate.needs({1, 44}, "healthcheck.start_interval",
               place_of(service, "healthcheck.start_interval"));
  }
  for (const Mount& mount : service.volumes) {
    for (const MountKey& row : kMountKeys) {
      if (row.is_used(mount)) gate.needs(row.since, row.key, mount.span);
    }
  }
  for (const NetworkAttachment& attachment : service.networks) {
    for (const AttachmentKey& row : kAttachmentKeys) {
      if (row.is_used(attachment)) gate.needs(row.since, row.key, attachment.span);
    }
  }
  check_mac_addresses(service, gate);
}

void check_api_version(const model::Network& network, engine::ApiVersion api, Diagnostics& found) {
  ApiGate gate(fmt::format("network \"{}\"", network.key), api, found);
  if (network.enable_ipv4) gate.needs({1, 47}, "enable_ipv4", network.span);
}

}  // namespace devstack::reconcile
