// What an old engine cannot do is refused before anything is made, not silently left out.
#include <fmt/format.h>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/error.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

class ApiGate {
 public:
  explicit ApiGate(const SpecInput& input) : input_(input) {}

  void needs(engine::ApiVersion version, std::string_view what, const SourceSpan& where) {
    if (input_.api >= version) return;
    found_.error(
        "DS2020", where,
        fmt::format("service \"{}\": {} needs Engine API {}, this engine speaks {}",
                    input_.service.name, what, version.to_string(), input_.api.to_string()),
        "use a newer engine, or leave it out");
  }

  void finish() const { found_.throw_if_errors(); }

 private:
  const SpecInput& input_;
  Diagnostics found_;
};

}  // namespace

void check_api_version(const SpecInput& input) {
  ApiGate gate(input);
  for (const model::Mount& mount : input.service.volumes) {
    if (mount.type == model::MountType::kImage) {
      gate.needs(kImageMountApi, "an image mount", mount.span);
    }
    if (!mount.volume_subpath.empty()) gate.needs(kSubpathApi, "volume.subpath", mount.span);
  }
  for (const model::NetworkAttachment& attachment : input.service.networks) {
    if (attachment.gw_priority != 0) {
      gate.needs(kGatewayPriorityApi, "networks.gw_priority", input.service.span);
    }
    if (!attachment.interface_name.empty()) {
      gate.needs(kInterfaceNameApi, "networks.interface_name", input.service.span);
    }
  }
  gate.finish();
}

}  // namespace devstack::reconcile
