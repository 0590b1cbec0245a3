// Limits and reservations. What stands under `deploy` wins over the older keys beside it.
#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "load/decode_service.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {
namespace {

void decode_cpu(const NodeReader& reader, const NodeReader& limits, model::Service& result) {
  result.cpus = limits.number("cpus");
  if (!result.cpus) result.cpus = reader.number("cpus");
  result.cpu_percent = reader.number("cpu_percent");
  result.cpu_count = reader.integer("cpu_count");
  result.cpu_shares = reader.integer("cpu_shares");
  result.cpu_period = reader.integer("cpu_period");
  result.cpu_quota = reader.integer("cpu_quota");
  result.cpu_rt_period = reader.integer("cpu_rt_period");
  result.cpu_rt_runtime = reader.integer("cpu_rt_runtime");
  result.cpuset = reader.text("cpuset");
}

void decode_memory(const NodeReader& reader, const NodeReader& deploy, model::Service& result) {
  const NodeReader limits = deploy.section("limits");
  result.mem_limit = limits.integer("memory");
  if (!result.mem_limit) result.mem_limit = reader.integer("mem_limit");
  result.mem_reservation = deploy.section("reservations").integer("memory");
  if (!result.mem_reservation) result.mem_reservation = reader.integer("mem_reservation");
  result.memswap_limit = reader.integer("memswap_limit");
  result.mem_swappiness = reader.integer("mem_swappiness");
  result.pids_limit = limits.integer("pids");
  if (!result.pids_limit) result.pids_limit = reader.integer("pids_limit");
  result.oom_score_adj = reader.integer("oom_score_adj");
  result.oom_kill_disable = reader.boolean("oom_kill_disable");
}

void add_device_requests(const std::vector<Node>& nodes, bool gpus, model::Service& result) {
  for (const Node& node : nodes) {
    const NodeReader reader(&node);
    model::DeviceRequest request;
    request.driver = reader.text("driver");
    request.count = reader.integer("count").value_or(0);
    request.device_ids = reader.texts("device_ids");
    request.capabilities = reader.texts("capabilities");
    if (gpus) request.capabilities.emplace_back("gpu");
    request.options = reader.text_map("options");
    result.device_requests.push_back(std::move(request));
  }
}

bool is_made_of(std::string_view text, std::string_view also) {
  return std::ranges::all_of(text, [also](unsigned char c) {
    return std::isalnum(c) != 0 || also.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

bool starts_and_ends_plain(std::string_view text) {
  return !text.empty() && std::isalnum(static_cast<unsigned char>(text.front())) != 0 &&
         std::isalnum(static_cast<unsigned char>(text.back())) != 0;
}

/// "vendor.example/class=name", a device by the Container Device Interface, and no path.
bool is_cdi_name(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::size_t slash = text.substr(0, equals).find('/');
  if (equals == std::string_view::npos || slash == std::string_view::npos) return false;
  const std::string_view vendor = text.substr(0, slash);
  const std::string_view kind = text.substr(slash + 1, equals - slash - 1);
  const std::string_view name = text.substr(equals + 1);
  return starts_and_ends_plain(vendor) && is_made_of(vendor, "_-.") &&
         starts_and_ends_plain(kind) && is_made_of(kind, "_-") && starts_and_ends_plain(name) &&
         is_made_of(name, "_-.:");
}

/// The engine takes paths as devices, and CDI names together as one request.
void decode_paths_and_names(const NodeReader& reader, model::Service& result) {
  model::DeviceRequest named;
  for (const Node& node : reader.items("devices")) {
    const NodeReader device(&node);
    const std::string source = device.text("source");
    const std::string target = device.text("target");
    if (source == target && is_cdi_name(source)) {
      named.device_ids.push_back(source);
    } else {
      result.devices.push_back({source, target, device.text("permissions")});
    }
  }
  if (named.device_ids.empty()) return;
  named.driver = "cdi";
  result.device_requests.push_back(std::move(named));
}

void decode_devices(const NodeReader& reader, const NodeReader& deploy, model::Service& result) {
  add_device_requests(deploy.section("reservations").items("devices"), false, result);
  decode_paths_and_names(reader, result);
  add_device_requests(reader.items("gpus"), true, result);
  result.device_cgroup_rules = reader.texts("device_cgroup_rules");
}

std::vector<model::Blkio::Device> decode_block_devices(const NodeReader& blkio,
                                                       std::string_view key,
                                                       std::string_view value) {
  std::vector<model::Blkio::Device> devices;
  for (const Node& node : blkio.items(key)) {
    const NodeReader device(&node);
    devices.push_back({device.text("path"), device.integer(value).value_or(0)});
  }
  return devices;
}

void decode_blkio(const NodeReader& reader, model::Service& result) {
  if (reader.find("blkio_config") == nullptr) return;
  const NodeReader blkio = reader.section("blkio_config");
  result.blkio =
      model::Blkio{.weight = blkio.integer("weight"),
                   .weight_device = decode_block_devices(blkio, "weight_device", "weight"),
                   .device_read_bps = decode_block_devices(blkio, "device_read_bps", "rate"),
                   .device_read_iops = decode_block_devices(blkio, "device_read_iops", "rate"),
                   .device_write_bps = decode_block_devices(blkio, "device_write_bps", "rate"),
                   .device_write_iops = decode_block_devices(blkio, "device_write_iops", "rate")};
}

}  // namespace

std::map<std::string, model::Ulimit, std::less<>> decode_ulimits(
    const std::vector<Entry>& entries) {
  std::map<std::string, model::Ulimit, std::less<>> limits;
  for (const Entry& entry : entries) {
    const NodeReader limit(&entry.value);
    const std::int64_t both = entry.value.integer;
    limits[entry.key] = entry.value.is_mapping() ? model::Ulimit{limit.integer("soft").value_or(0),
                                                                 limit.integer("hard").value_or(0)}
                                                 : model::Ulimit{both, both};
  }
  return limits;
}

void decode_resources(const Node& service, model::Service& result) {
  const NodeReader reader(&service);
  const NodeReader deploy = reader.section("deploy").section("resources");
  decode_cpu(reader, deploy.section("limits"), result);
  decode_memory(reader, deploy, result);
  decode_devices(reader, deploy, result);
  decode_blkio(reader, result);
  result.ulimits = decode_ulimits(reader.entries("ulimits"));
  result.cgroup_parent = reader.text("cgroup_parent");
  result.cgroup = reader.text("cgroup");
}

}  // namespace devstack::load
