#include "load/decode_service.hpp"

#include <utility>

#include "devstack/model/names.hpp"
#include "load/cast.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {
namespace {

std::optional<std::vector<std::string>> decode_command(const NodeReader& reader,
                                                       std::string_view key) {
  const Node* const command = reader.find(key);
  if (command == nullptr || !command->is_sequence()) return std::nullopt;
  return texts_of(*command);
}

model::Condition decode_condition(const std::string& text) {
  if (text == "service_healthy") return model::Condition::kHealthy;
  if (text == "service_completed_successfully") return model::Condition::kCompletedSuccessfully;
  return model::Condition::kStarted;
}

void decode_dependencies(const NodeReader& reader, model::Service& result) {
  for (const Entry& entry : reader.entries("depends_on")) {
    const NodeReader dependency(&entry.value);
    result.depends_on.push_back({entry.key, decode_condition(dependency.text("condition")),
                                 dependency.maybe_boolean("required").value_or(true),
                                 dependency.boolean("restart"), entry.key_span});
  }
}

void decode_healthcheck(const NodeReader& reader, model::Service& result) {
  const Node* const node = reader.find("healthcheck");
  if (node == nullptr || !node->is_mapping()) return;
  const NodeReader check(node);
  model::Healthcheck health;
  health.test = check.texts("test");
  if (check.boolean("disable")) health.test = {"NONE"};
  health.interval = check.duration("interval");
  health.timeout = check.duration("timeout");
  health.start_period = check.duration("start_period");
  health.start_interval = check.duration("start_interval");
  health.retries = check.integer("retries");
  health.span = node->span;
  result.healthcheck = std::move(health);
}

/// `deploy.restart_policy` wins over `restart`, in the engine's words.
std::string decode_restart(const NodeReader& reader) {
  const NodeReader deploy = reader.section("deploy");
  if (deploy.find("restart_policy") == nullptr) return reader.text("restart");
  const NodeReader policy = deploy.section("restart_policy");
  const std::string condition = policy.text("condition");
  if (condition == "none") return "no";
  if (condition == "any") return "always";
  const auto attempts = policy.integer("max_attempts");
  if (condition == "on-failure" && attempts) return "on-failure:" + std::to_string(*attempts);
  return condition;
}

void decode_process(const NodeReader& reader, model::Service& result) {
  result.command = decode_command(reader, "command");
  result.entrypoint = decode_command(reader, "entrypoint");
  result.working_dir = reader.text("working_dir");
  result.user = reader.text("user");
  result.hostname = reader.text("hostname");
  result.domainname = reader.text("domainname");
  result.mac_address = reader.text("mac_address");
  result.tty = reader.boolean("tty");
  result.stdin_open = reader.boolean("stdin_open");
  result.init = reader.maybe_boolean("init");
  result.stop_signal = reader.text("stop_signal");
  result.stop_grace_period = reader.duration("stop_grace_period");
  result.restart = decode_restart(reader);
  for (const Entry& entry : reader.entries("environment")) {
    result.environment[entry.key] =
        entry.value.is_null() ? std::nullopt : std::optional<std::string>(entry.value.text);
  }
  result.labels = reader.text_map("labels");
  result.annotations = reader.text_map("annotations");
}

void decode_security(const NodeReader& reader, model::Service& result) {
  result.cap_add = reader.texts("cap_add");
  result.cap_drop = reader.texts("cap_drop");
  result.security_opt = reader.texts("security_opt");
  result.group_add = reader.texts("group_add");
  result.privileged = reader.boolean("privileged");
  result.sysctls = reader.text_map("sysctls");
  result.userns_mode = reader.text("userns_mode");
  result.pid = reader.text("pid");
  result.ipc = reader.text("ipc");
  result.uts = reader.text("uts");
  result.runtime = reader.text("runtime");
  result.isolation = reader.text("isolation");
}

std::vector<model::Hook> decode_hooks(const NodeReader& reader, std::string_view key) {
  std::vector<model::Hook> hooks;
  for (const Node& node : reader.items(key)) {
    const NodeReader block(&node);
    model::Hook hook;
    hook.command = block.texts("command");
    hook.user = block.text("user");
    hook.working_dir = block.text("working_dir");
    hook.privileged = block.boolean("privileged");
    for (const Entry& entry : block.entries("environment")) {
      hook.environment.push_back(entry.value.is_null() ? entry.key
                                                       : entry.key + "=" + entry.value.text);
    }
    hook.span = node.span;
    hooks.push_back(std::move(hook));
  }
  return hooks;
}

void decode_image(const std::string& project, const NodeReader& reader, model::Service& result) {
  result.image = reader.text("image");
  if (const Node* const image = reader.find("image")) result.image_span = image->span;
  const Node* const build = reader.find("build");
  if (build != nullptr && build->is_mapping()) {
    result.build = decode_build(*build);
    if (result.image.empty()) {
      result.image = model::built_image_name(project, result.name);
      result.image_span = build->span;
      result.image_is_derived = true;
    }
  }
  result.pull_policy = reader.text("pull_policy");
  result.platform = reader.text("platform");
}

}  // namespace

model::Service decode_service(const std::string& project, const Entry& entry) {
  const NodeReader reader(&entry.value);
  model::Service result;
  result.name = entry.key;
  result.span = entry.key_span;
  decode_image(project, reader, result);
  result.container_name = reader.text("container_name");
  const auto replicas = reader.section("deploy").integer("replicas");
  result.scale = reader.integer("scale").value_or(replicas.value_or(1));
  decode_process(reader, result);
  decode_security(reader, result);
  decode_networking(entry.value, result);
  decode_storage(entry.value, result);
  decode_resources(entry.value, result);
  const NodeReader logging = reader.section("logging");
  result.logging_driver = logging.text("driver");
  result.logging_options = logging.text_map("options");
  decode_healthcheck(reader, result);
  decode_dependencies(reader, result);
  result.profiles = reader.texts("profiles");
  result.attach = reader.maybe_boolean("attach").value_or(true);
  result.use_api_socket = reader.boolean("use_api_socket");
  result.post_start = decode_hooks(reader, "post_start");
  result.pre_stop = decode_hooks(reader, "pre_stop");
  return result;
}

}  // namespace devstack::load
