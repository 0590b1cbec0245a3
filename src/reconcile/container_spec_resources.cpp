// How much of the machine a container may use, and which devices.
#include <cmath>

#include "reconcile/container_spec_rows.hpp"
#include "reconcile/engine_values.hpp"

namespace devstack::reconcile {
namespace {

using model::Service;

Value nano_cpus(const SpecInput& input) {
  constexpr double kNano = 1e9;
  if (!input.service.cpus) return {};
  return std::int64_t{std::llround(*input.service.cpus * kNano)};
}

Value cpu_percent(const SpecInput& input) {
  if (!input.service.cpu_percent) return {};
  constexpr double kPercent = 100;
  return std::int64_t{std::llround(*input.service.cpu_percent * kPercent)};
}

Value ulimits(const SpecInput& input) { return ulimits_value(input.service.ulimits); }

Value devices(const SpecInput& input) {
  if (input.service.devices.empty()) return {};
  Value all = Value::array();
  for (const model::Device& device : input.service.devices) {
    Value one = Value::object();
    one.set("PathOnHost", device.source);
    one.set("PathInContainer", device.target.empty() ? device.source : device.target);
    one.set("CgroupPermissions", device.permissions.empty() ? "rwm" : device.permissions);
    all.push_back(std::move(one));
  }
  return all;
}

Value device_requests(const SpecInput& input) {
  if (input.service.device_requests.empty()) return {};
  Value all = Value::array();
  for (const model::DeviceRequest& request : input.service.device_requests) {
    Value one = Value::object();
    one.set("Driver", request.driver);
    one.set("Count", request.count);
    if (!request.device_ids.empty()) one.set("DeviceIDs", Value::strings(request.device_ids));
    if (!request.capabilities.empty()) {
      // The outer list means "or", the inner one "and".
      Value alternatives = Value::array();
      alternatives.push_back(Value::strings(request.capabilities));
      one.set("Capabilities", std::move(alternatives));
    }
    if (!request.options.empty()) one.set("Options", string_object(request.options));
    all.push_back(std::move(one));
  }
  return all;
}

Value block_weight(const SpecInput& input) {
  const auto& blkio = input.service.blkio;
  return blkio && blkio->weight ? Value(*blkio->weight) : Value();
}

template <auto kMember>
Value block_devices(const SpecInput& input, const char* value) {
  if (!input.service.blkio || (*input.service.blkio.*kMember).empty()) return {};
  Value all = Value::array();
  for (const model::Blkio::Device& device : *input.service.blkio.*kMember) {
    Value one = Value::object();
    one.set("Path", device.path);
    one.set(value, device.value);
    all.push_back(std::move(one));
  }
  return all;
}

Value block_weights(const SpecInput& input) {
  return block_devices<&model::Blkio::weight_device>(input, "Weight");
}

template <auto kMember>
Value block_rates(const SpecInput& input) {
  return block_devices<kMember>(input, "Rate");
}

using model::Blkio;

constexpr SpecRow kRows[] = {
    {"cpus", "HostConfig.NanoCpus", nano_cpus},
    {"cpu_percent", "HostConfig.CpuPercent", cpu_percent},
    {"cpu_count", "HostConfig.CpuCount", number<&Service::cpu_count>},
    {"cpu_shares", "HostConfig.CpuShares", number<&Service::cpu_shares>},
    {"cpu_period", "HostConfig.CpuPeriod", number<&Service::cpu_period>},
    {"cpu_quota", "HostConfig.CpuQuota", number<&Service::cpu_quota>},
    {"cpu_rt_period", "HostConfig.CpuRealtimePeriod", number<&Service::cpu_rt_period>},
    {"cpu_rt_runtime", "HostConfig.CpuRealtimeRuntime", number<&Service::cpu_rt_runtime>},
    {"cpuset", "HostConfig.CpusetCpus", text<&Service::cpuset>},
    {"mem_limit", "HostConfig.Memory", number<&Service::mem_limit>},
    {"mem_reservation", "HostConfig.MemoryReservation", number<&Service::mem_reservation>},
    {"memswap_limit", "HostConfig.MemorySwap", number<&Service::memswap_limit>},
    {"mem_swappiness", "HostConfig.MemorySwappiness", number<&Service::mem_swappiness>},
    {"pids_limit", "HostConfig.PidsLimit", number<&Service::pids_limit>},
    {"oom_score_adj", "HostConfig.OomScoreAdj", number<&Service::oom_score_adj>},
    {"oom_kill_disable", "HostConfig.OomKillDisable", flag<&Service::oom_kill_disable>},
    {"ulimits", "HostConfig.Ulimits", ulimits},
    {"devices", "HostConfig.Devices", devices},
    {"gpus", "HostConfig.DeviceRequests", device_requests},
    {"device_cgroup_rules", "HostConfig.DeviceCgroupRules", list<&Service::device_cgroup_rules>},
    {"blkio_config.weight", "HostConfig.BlkioWeight", block_weight},
    {"blkio_config.weight_device", "HostConfig.BlkioWeightDevice", block_weights},
    {"blkio_config.device_read_bps", "HostConfig.BlkioDeviceReadBps",
     block_rates<&Blkio::device_read_bps>},
    {"blkio_config.device_read_iops", "HostConfig.BlkioDeviceReadIOps",
     block_rates<&Blkio::device_read_iops>},
    {"blkio_config.device_write_bps", "HostConfig.BlkioDeviceWriteBps",
     block_rates<&Blkio::device_write_bps>},
    {"blkio_config.device_write_iops", "HostConfig.BlkioDeviceWriteIOps",
     block_rates<&Blkio::device_write_iops>},
    {"cgroup_parent", "HostConfig.CgroupParent", text<&Service::cgroup_parent>},
};

}  // namespace

std::span<const SpecRow> resource_rows() { return kRows; }

}  // namespace devstack::reconcile
