#include "engine/answer_codec.hpp"

#include <charconv>

#include "devstack/base/units.hpp"

namespace devstack::engine {

namespace {

std::uint16_t port_number(std::string_view text) {
  std::uint16_t port = 0;
  std::from_chars(text.data(), text.data() + text.size(), port);
  return port;
}

std::string without_slash(std::string name) {
  if (name.starts_with('/')) name.erase(0, 1);
  return name;
}

std::vector<std::string> keys(const Value& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.members()) names.push_back(key);
  return names;
}

/// {"5432/tcp": [{"HostIp": "0.0.0.0", "HostPort": "5432"}], "80/tcp": null}
std::vector<PublishedPort> decode_port_map(const Value& json) {
  std::vector<PublishedPort> ports;
  for (const auto& [key, bindings] : json.members()) {
    PublishedPort port;
    port.container_port = port_number(key);
    if (const auto slash = key.find('/'); slash != std::string::npos) {
      port.protocol = key.substr(slash + 1);
    }
    if (bindings.items().empty()) ports.push_back(port);
    for (const Value& binding : bindings.items()) {
      port.host_ip = binding["HostIp"].as_string();
      port.host_port = port_number(binding["HostPort"].as_string());
      ports.push_back(port);
    }
  }
  return ports;
}

struct Endpoints {
  std::map<std::string, std::string> addresses, ids;
};

Endpoints decode_endpoints(const Value& networks) {
  Endpoints endpoints;
  for (const auto& [name, endpoint] : networks.members()) {
    endpoints.addresses[name] = endpoint["IPAddress"].as_string();
    // Podman has the name in the place of the id.
    const std::string id = endpoint["NetworkID"].as_string();
    endpoints.ids[name] = id == name ? std::string() : id;
  }
  return endpoints;
}

}  // namespace

Labels decode_labels(const Value& json) {
  Labels labels;
  for (const auto& [key, value] : json.members()) labels[key] = value.as_string();
  return labels;
}

EngineInfo decode_info(const Value& json) {
  EngineInfo info;
  info.id = json["ID"].as_string();
  info.name = json["Name"].as_string();
  info.version = json["ServerVersion"].as_string();
  info.operating_system = json["OperatingSystem"].as_string();
  info.architecture = json["Architecture"].as_string();
  info.storage_driver = json["Driver"].as_string();
  info.cpus = json["NCPU"].as_int();
  info.memory_bytes = json["MemTotal"].as_int();
  info.security_options = json["SecurityOptions"].string_items();
  info.warnings = json["Warnings"].string_items();
  info.system_time = parse_rfc3339(json["SystemTime"].as_string()).value_or(Timestamp{});
  info.docker_root = json["DockerRootDir"].as_string();
  return info;
}

ContainerSummary decode_container_summary(const Value& json) {
  ContainerSummary summary;
  summary.id = json["Id"].as_string();
  if (!json["Names"].items().empty()) {
    summary.name = without_slash(json["Names"].items().front().as_string());
  }
  summary.image = json["Image"].as_string();
  summary.image_id = json["ImageID"].as_string();
  summary.state = json["State"].as_string();
  summary.status = json["Status"].as_string();
  summary.labels = decode_labels(json["Labels"]);
  for (const Value& entry : json["Ports"].items()) {
    PublishedPort port;
    port.container_port = static_cast<std::uint16_t>(entry["PrivatePort"].as_int());
    port.protocol = entry["Type"].as_string("tcp");
    port.host_ip = entry["IP"].as_string();
    port.host_port = static_cast<std::uint16_t>(entry["PublicPort"].as_int());
    summary.ports.push_back(port);
  }
  Endpoints endpoints = decode_endpoints(json["NetworkSettings"]["Networks"]);
  summary.network_addresses = std::move(endpoints.addresses);
  summary.network_ids = std::move(endpoints.ids);
  summary.created = Timestamp(std::chrono::seconds(json["Created"].as_int()));
  return summary;
}

ContainerDetails decode_container(const Value& json) {
  ContainerDetails details;
  details.id = json["Id"].as_string();
  details.name = without_slash(json["Name"].as_string());
  details.image_id = json["Image"].as_string();
  details.restart_count = json["RestartCount"].as_int();

  const Value& config = json["Config"];
  details.image = config["Image"].as_string();
  details.tty = config["Tty"].as_bool();
  details.labels = decode_labels(config["Labels"]);
  details.environment = config["Env"].string_items();
  const Value& check = config["Healthcheck"];
  details.health_test = check["Test"].string_items();
  details.health_interval = std::chrono::nanoseconds(check["Interval"].as_int());
  details.health_timeout = std::chrono::nanoseconds(check["Timeout"].as_int());
  details.health_start_period = std::chrono::nanoseconds(check["StartPeriod"].as_int());
  details.health_retries = check["Retries"].as_int();

  const Value& state = json["State"];
  details.status = state["Status"].as_string();
  details.running = state["Running"].as_bool();
  details.oom_killed = state["OOMKilled"].as_bool();
  details.exit_code = static_cast<int>(state["ExitCode"].as_int());
  details.pid = static_cast<int>(state["Pid"].as_int());
  details.error = state["Error"].as_string();
  details.started_at = parse_rfc3339(state["StartedAt"].as_string());
  details.finished_at = parse_rfc3339(state["FinishedAt"].as_string());
  if (state["Health"].is_object()) {
    details.health_status = state["Health"]["Status"].as_string();
    for (const Value& entry : state["Health"]["Log"].items()) {
      HealthLogEntry log;
      log.start = parse_rfc3339(entry["Start"].as_string()).value_or(Timestamp{});
      log.end = parse_rfc3339(entry["End"].as_string()).value_or(Timestamp{});
      log.exit_code = static_cast<int>(entry["ExitCode"].as_int());
      log.output = entry["Output"].as_string();
      details.health_log.push_back(std::move(log));
    }
  }

  details.network_mode = json["HostConfig"]["NetworkMode"].as_string();
  details.restart_policy = json["HostConfig"]["RestartPolicy"]["Name"].as_string();
  const Value& network = json["NetworkSettings"];
  details.ports = decode_port_map(network["Ports"]);
  Endpoints endpoints = decode_endpoints(network["Networks"]);
  details.network_addresses = std::move(endpoints.addresses);
  details.network_ids = std::move(endpoints.ids);
  for (const Value& entry : json["Mounts"].items()) {
    details.mounts.push_back({entry["Type"].as_string(), entry["Name"].as_string(),
                              entry["Source"].as_string(), entry["Destination"].as_string(),
                              entry["RW"].as_bool(true)});
  }
  return details;
}

ImageDetails decode_image(const Value& json) {
  ImageDetails image;
  image.id = json["Id"].as_string();
  image.architecture = json["Architecture"].as_string();
  image.os = json["Os"].as_string();
  image.variant = json["Variant"].as_string();
  image.created = json["Created"].as_string();
  image.last_tag_time = json["Metadata"]["LastTagTime"].as_string();
  image.repo_tags = json["RepoTags"].string_items();
  image.repo_digests = json["RepoDigests"].string_items();
  image.size_bytes = json["Size"].as_int();
  const Value& config = json["Config"];
  image.labels = decode_labels(config["Labels"]);
  image.exposed_ports = keys(config["ExposedPorts"]);
  image.volumes = keys(config["Volumes"]);
  const Value& check = config["Healthcheck"];
  image.health_test = check["Test"].string_items();
  image.health_interval = std::chrono::nanoseconds(check["Interval"].as_int());
  image.health_timeout = std::chrono::nanoseconds(check["Timeout"].as_int());
  image.health_start_period = std::chrono::nanoseconds(check["StartPeriod"].as_int());
  image.health_retries = check["Retries"].as_int();
  return image;
}

NetworkSummary decode_network(const Value& json) {
  return {json["Id"].as_string(), json["Name"].as_string(), json["Driver"].as_string(),
          decode_labels(json["Labels"]), keys(json["Containers"])};
}

VolumeSummary decode_volume(const Value& json) {
  VolumeSummary volume;
  volume.name = json["Name"].as_string();
  volume.driver = json["Driver"].as_string();
  volume.mountpoint = json["Mountpoint"].as_string();
  volume.scope = json["Scope"].as_string();
  volume.labels = decode_labels(json["Labels"]);
  volume.created_at = json["CreatedAt"].as_string();
  // The engine writes -1 where it did not measure.
  if (const auto size = json["UsageData"]["Size"].as_int(-1); size >= 0) volume.size_bytes = size;
  if (const auto count = json["UsageData"]["RefCount"].as_int(-1); count >= 0) {
    volume.reference_count = count;
  }
  return volume;
}

EngineEvent decode_event(const Value& json) {
  EngineEvent event;
  event.type = json["Type"].as_string();
  event.action = json["Action"].as_string();
  event.actor_id = json["Actor"]["ID"].as_string();
  event.attributes = decode_labels(json["Actor"]["Attributes"]);
  event.time = std::chrono::nanoseconds(json["timeNano"].as_int());
  // Docker says "health_status: healthy", Podman "health_status" and a member of its own.
  constexpr std::string_view kHealth = "health_status";
  if (event.action.starts_with(kHealth)) {
    const auto colon = event.action.find(": ");
    event.health_status = colon != std::string::npos ? event.action.substr(colon + 2)
                                                     : json["HealthStatus"].as_string();
    event.action = kHealth;
  }
  if (const auto code = event.attributes.find("exitCode"); code != event.attributes.end()) {
    int number = 0;
    const char* const end = code->second.data() + code->second.size();
    if (std::from_chars(code->second.data(), end, number).ec == std::errc()) {
      event.exit_code = number;
    }
  }
  return event;
}

ProcessTable decode_processes(const Value& json) {
  ProcessTable table;
  table.titles = json["Titles"].string_items();
  for (const Value& row : json["Processes"].items()) table.rows.push_back(row.string_items());
  return table;
}

ContainerStats decode_stats(const Value& json) {
  ContainerStats stats;
  const Value& cpu = json["cpu_stats"];
  stats.cpu_time = std::chrono::nanoseconds(cpu["cpu_usage"]["total_usage"].as_int());
  stats.system_time = std::chrono::nanoseconds(cpu["system_cpu_usage"].as_int());
  stats.cpus = cpu["online_cpus"].as_int();
  const Value& memory = json["memory_stats"];
  // As `docker stats` counts: cgroup v1 calls the droppable cache total_inactive_file, v2
  // inactive_file.
  const Value& inactive_v1 = memory["stats"]["total_inactive_file"];
  const std::int64_t inactive =
      inactive_v1.is_number() ? inactive_v1.as_int() : memory["stats"]["inactive_file"].as_int();
  const std::int64_t usage = memory["usage"].as_int();
  stats.memory_bytes = inactive < usage ? usage - inactive : usage;
  stats.memory_limit_bytes = memory["limit"].as_int();
  for (const auto& [name, network] : json["networks"].members()) {
    stats.received_bytes += network["rx_bytes"].as_int();
    stats.sent_bytes += network["tx_bytes"].as_int();
  }
  for (const Value& entry : json["blkio_stats"]["io_service_bytes_recursive"].items()) {
    const std::string operation = entry["op"].as_string();
    if (operation == "read" || operation == "Read") stats.read_bytes += entry["value"].as_int();
    if (operation == "write" || operation == "Write")
      stats.written_bytes += entry["value"].as_int();
  }
  stats.processes = json["pids_stats"]["current"].as_int();
  return stats;
}

}  // namespace devstack::engine
