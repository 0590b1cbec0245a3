// Formats of Docker's own list output, for programs that already read it.
// Source: docker/compose cmd/compose/ps.go, docker/cli cli/command/formatter/container.go.
#include "cli/show/compose_ps.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "cli/show/service_status.hpp"
#include "cli/show/short_id.hpp"
#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kCommandColumns = 20;
constexpr std::size_t kMountColumns = 15;

/// Path and arguments of the container's process, cut as Docker cuts them.
std::string command_text(const Value& inspection) {
  std::vector<std::string> words{inspection["Path"].as_string()};
  for (const auto& word : inspection["Args"].string_items()) words.push_back(word);
  return "\"" + truncate_to_width(join(words, " "), kCommandColumns) + "\"";
}

std::string mounts_text(const Value& inspection, std::size_t& named_volumes) {
  std::vector<std::string> mounts;
  for (const auto& mount : inspection["Mounts"].items()) {
    const bool volume = mount["Type"].as_string() == "volume";
    if (volume) ++named_volumes;
    const std::string name = mount[volume ? "Name" : "Source"].as_string();
    mounts.push_back(truncate_to_width(name, kMountColumns));
  }
  return join(mounts, ",");
}

std::string labels_text(const engine::ContainerSummary& container) {
  std::vector<std::string> pairs;
  for (const auto& [name, value] : container.labels) pairs.push_back(name + "=" + value);
  return join(pairs, ",");
}

Value publishers(const engine::ContainerSummary& container) {
  Value list = Value::array();
  for (const auto& port : container.ports) {
    Value entry = Value::object();
    entry.set("URL", port.host_ip);
    entry.set("TargetPort", std::int64_t{port.container_port});
    entry.set("PublishedPort", std::int64_t{port.host_port});
    entry.set("Protocol", port.protocol);
    list.push_back(std::move(entry));
  }
  return list;
}

std::string networks_text(const engine::ContainerSummary& container) {
  std::vector<std::string> names;
  for (const auto& [name, address] : container.network_addresses) names.push_back(name);
  return join(names, ",");
}

}  // namespace

std::string human_duration(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  const auto minutes = seconds / 60;
  const auto hours = (seconds + 1800) / 3600;
  if (seconds < 1) return "Less than a second";
  if (seconds == 1) return "1 second";
  if (seconds < 60) return fmt::format("{} seconds", seconds);
  if (minutes == 1) return "About a minute";
  if (minutes < 60) return fmt::format("{} minutes", minutes);
  if (hours == 1) return "About an hour";
  if (hours < 48) return fmt::format("{} hours", hours);
  if (hours < 24 * 7 * 2) return fmt::format("{} days", hours / 24);
  if (hours < 24 * 30 * 2) return fmt::format("{} weeks", hours / 24 / 7);
  if (hours < 24 * 365 * 2) return fmt::format("{} months", hours / 24 / 30);
  return fmt::format("{} years", hours / 24 / 365);
}

std::string ports_text(const std::vector<engine::PublishedPort>& ports) {
  std::vector<std::string> parts;
  for (const auto& port : ports) {
    const std::string inside = fmt::format("{}/{}", port.container_port, port.protocol);
    if (port.host_port == 0) {
      parts.push_back(inside);
      continue;
    }
    const bool v6 = port.host_ip.find(':') != std::string::npos;
    const std::string host = v6 ? "[" + port.host_ip + "]" : port.host_ip;
    parts.push_back(fmt::format("{}:{}->{}", host, port.host_port, inside));
  }
  return join(parts, ", ");
}

Value compose_ps_entry(const engine::ContainerSummary& container, const Value& inspection,
                       const ImplementedBy& by, engine::Timestamp now) {
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - container.created);
  const auto created = std::chrono::time_point_cast<std::chrono::seconds>(container.created);
  std::size_t volumes = 0;
  const std::string mounts = mounts_text(inspection, volumes);
  Value entry = Value::object();
  entry.set("Command", command_text(inspection));
  entry.set("CreatedAt", fmt::format("{:%Y-%m-%d %H:%M:%S} +0000 UTC", fmt::gmtime(created)));
  entry.set("ExitCode", std::int64_t{exit_code_of(container.status)});
  entry.set("Health", health_of(container.status));
  entry.set("ID", short_id(container.id));
  entry.set("Image", container.image);
  if (by.implementation != Implementation::kDeclared) {
    // Beyond Compose's members, and only where something else than the image runs.
    entry.set("Implementation", implementation_name(by.implementation));
    entry.set("Reason", by.reason);
  }
  entry.set("Labels", labels_text(container));
  entry.set("LocalVolumes", std::to_string(volumes));
  entry.set("Mounts", mounts);
  entry.set("Name", container.name);
  entry.set("Names", container.name);
  entry.set("Networks", networks_text(container));
  entry.set("Ports", ports_text(container.ports));
  entry.set("Project", label(container, model::labels::kProject));
  entry.set("Publishers", publishers(container));
  entry.set("RunningFor", human_duration(std::max(age, std::chrono::seconds(0))) + " ago");
  entry.set("Service", label(container, model::labels::kService));
  entry.set("Size", "0B");
  entry.set("State", container.state);
  entry.set("Status", container.status);
  return entry;
}

}  // namespace devstack::cli
