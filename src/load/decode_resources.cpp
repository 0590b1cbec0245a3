// Limits and reservations. What stands under `deploy` wins over the older keys beside it.
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

void decode_devices(const NodeReader& reader, const NodeReader& deploy, model::Service& result) {
  for (const Node& node : reader.items("devices")) {
    const NodeReader device(&node);
    result.devices.push_back(
        {device.text("source"), device.text("target"), device.text("permissions")});
  }
  add_device_requests(deploy.section("reservations").items("devices"), false, result);
  add_device_requests(reader.items("gpus"), true, result);
  result.device_cgroup_rules = reader.texts("device_cgroup_rules");
}

}  // namespace

void decode_resources(const Node& service, model::Service& result) {
  const NodeReader reader(&service);
  const NodeReader deploy = reader.section("deploy").section("resources");
  decode_cpu(reader, deploy.section("limits"), result);
  decode_memory(reader, deploy, result);
  decode_devices(reader, deploy, result);
  for (const Entry& entry : reader.entries("ulimits")) {
    const NodeReader limit(&entry.value);
    const std::int64_t both = entry.value.integer;
    result.ulimits[entry.key] =
        entry.value.is_mapping()
            ? model::Ulimit{limit.integer("soft").value_or(0), limit.integer("hard").value_or(0)}
            : model::Ulimit{both, both};
  }
  result.cgroup_parent = reader.text("cgroup_parent");
  result.cgroup = reader.text("cgroup");
}

}  // namespace devstack::load
