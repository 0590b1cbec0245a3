// A file of one service, made of the command line and loaded like any other.
#include "cli/converge/one_off_service.hpp"

#include <algorithm>
#include <utility>

#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

constexpr char kServiceName[] = "run";

/// The text of an option is not interpolated: the shell has done that.
std::string literal(const std::string& text) {
  std::string result;
  for (const char letter : text) result.append(letter == '$' ? 2 : 1, letter);
  return result;
}

std::vector<std::string> literals(const std::vector<std::string>& texts) {
  std::vector<std::string> result;
  for (const auto& text : texts) result.push_back(literal(text));
  return result;
}

std::string document_of(const RunArguments& arguments) {
  Value service = Value::object();
  service.set("image", "none");
  const auto add = [&service](const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) service.set(key, Value::strings(literals(texts)));
  };
  add("env_file", arguments.env_files);
  add("environment", arguments.environment);
  add("labels", arguments.labels);
  add("ports", arguments.publish);
  add("volumes", arguments.volumes);
  add("cap_add", arguments.cap_add);
  add("cap_drop", arguments.cap_drop);
  if (!arguments.entrypoint.empty()) service.set("entrypoint", literal(arguments.entrypoint));
  Value services = Value::object();
  services.set(kServiceName, std::move(service));
  Value document = Value::object();
  document.set("services", std::move(services));
  return to_json(document);
}

void append_new(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const auto& one : from) {
    if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
  }
}

void erase_all(std::vector<std::string>& from, const std::vector<std::string>& what) {
  std::erase_if(from, [&what](const std::string& one) {
    return std::find(what.begin(), what.end(), one) != what.end();
  });
}

void put_over(std::vector<model::Mount>& mounts, const std::vector<model::Mount>& over) {
  for (const auto& mount : over) {
    std::erase_if(mounts, [&mount](const auto& one) { return one.target == mount.target; });
    mounts.push_back(mount);
  }
}

}  // namespace

model::Service read_run_options(const RunArguments& arguments, const load::Environment& variables,
                                const std::string& working_directory, const load::Files& files) {
  const std::string path = working_directory + "/command line";
  load::LoadRequest request;
  request.working_directory = working_directory;
  request.project_directory = working_directory;
  request.project_name = kServiceName;
  request.files = {path};
  request.environment = variables;
  request.no_profile = true;
  request.phases.consistency = false;
  request.phases.hashes = false;
  load::Files with_options = files;
  with_options.read = [&](const std::string& wanted) -> std::optional<std::string> {
    if (wanted == path) return document_of(arguments);
    // The project's variables have been gathered; those of this folder are no part of them.
    if (wanted == working_directory + "/.env") return std::nullopt;
    return files.read(wanted);
  };
  auto loaded = load::load_stack(request, with_options);
  loaded.diagnostics.throw_if_errors();
  auto service = std::move(loaded.stack.services.at(kServiceName));
  std::erase_if(service.environment, [](const auto& entry) { return !entry.second; });
  return service;
}

model::Service one_off_service(model::Service service, const model::Service& options,
                               const RunArguments& arguments, std::string name,
                               OneOffStreams streams) {
  service.container_name = std::move(name);
  service.scale = 1;
  service.restart.clear();
  service.tty = streams.tty;
  service.stdin_open = streams.stdin_open;
  if (!arguments.command.empty()) service.command = arguments.command;
  if (options.entrypoint) {
    service.entrypoint = options.entrypoint;
    if (arguments.command.empty()) service.command = std::vector<std::string>{};
  }
  if (!arguments.user.empty()) service.user = arguments.user;
  if (!arguments.working_dir.empty()) service.working_dir = arguments.working_dir;
  for (const auto& [key, value] : options.environment) service.environment[key] = value;
  for (const auto& [key, value] : options.labels) service.labels[key] = value;
  if (!arguments.service_ports) service.ports.clear();
  service.ports.insert(service.ports.end(), options.ports.begin(), options.ports.end());
  put_over(service.volumes, options.volumes);
  erase_all(service.cap_drop, options.cap_add);
  append_new(service.cap_add, options.cap_add);
  erase_all(service.cap_add, options.cap_drop);
  append_new(service.cap_drop, options.cap_drop);
  return service;
}

}  // namespace devstack::cli
