// One pass over the services for each kind.
#include "cli/project/capabilities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

bool is_engine_socket(const std::string& path) {
  return path.ends_with("/docker.sock") || path.ends_with("/podman.sock") ||
         path.ends_with("/containerd.sock");
}

class Collector {
 public:
  explicit Collector(const model::Stack& stack) : stack_(stack) {}

  void add(const model::Service& service) {
    if (service.extension.process) {
      const auto& process = *service.extension.process;
      put("host command", service, shell_join(process.command), process.span);
    }
    if (service.privileged) put("privileged", service, "all of the host's devices", service.span);
    if (service.use_api_socket) put("docker socket", service, "use_api_socket", service.span);
    for (const model::Mount& mount : service.volumes) add_mount(service, mount);
    add_namespaces(service);
    for (const model::Port& port : service.ports) {
      const bool all = port.host_ip.empty() || port.host_ip == "0.0.0.0" || port.host_ip == "::";
      if (all && !port.published.empty()) {
        put("published to all", service, port.published + "/" + port.protocol, port.span);
      }
    }
  }

  std::vector<Capability> take() {
    std::stable_sort(found_.begin(), found_.end(), [](const Capability& a, const Capability& b) {
      return rank(a.kind) < rank(b.kind);
    });
    return std::move(found_);
  }

 private:
  void put(std::string kind, const model::Service& service, std::string text, SourceSpan where) {
    if (!where.known()) where = service.span;
    found_.push_back({std::move(kind), service.name, std::move(text), where});
  }

  void add_mount(const model::Service& service, const model::Mount& mount) {
    if (mount.type != model::MountType::kBind) return;
    const std::string source = std::filesystem::path(mount.source).lexically_normal().string();
    const std::string text = mount.read_only ? source + " (read only)" : source;
    if (is_engine_socket(source)) {
      put("docker socket", service, text, mount.span);
    } else if (!lies_in(source, stack_.directory)) {
      put("bind outside", service, text, mount.span);
    }
  }

  void add_namespaces(const model::Service& service) {
    const std::array<std::pair<const char*, const std::string*>, 5> modes{
        {{"network_mode", &service.network_mode},
         {"pid", &service.pid},
         {"ipc", &service.ipc},
         {"uts", &service.uts},
         {"userns_mode", &service.userns_mode}}};
    for (const auto& [key, mode] : modes) {
      if (*mode == "host")
        put("host namespace", service, fmt::format("{}: host", key), service.span);
    }
  }

  static int rank(const std::string& kind) {
    constexpr std::array<std::string_view, 6> kOrder{"host command",   "privileged",
                                                     "docker socket",  "bind outside",
                                                     "host namespace", "published to all"};
    return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), kind) - kOrder.begin());
  }

  const model::Stack& stack_;
  std::vector<Capability> found_;
};

}  // namespace

std::vector<Capability> capabilities_of(const model::Stack& stack) {
  Collector collector(stack);
  for (const auto& [name, service] : stack.services) collector.add(service);
  for (const auto& [name, service] : stack.disabled) collector.add(service);
  return collector.take();
}

}  // namespace devstack::cli
