// `devstack config`: the canonical document, or lists of what is in it.
#include <fmt/format.h>

#include <fstream>
#include <set>

#include "cli/commands.hpp"
#include "cli/load_project.hpp"
#include "devstack/graph/dependency_graph.hpp"

namespace devstack::cli {
namespace {

template <class Map>
std::string keys_of(const Map& map) {
  std::string out;
  for (const auto& [key, value] : map) out += key + "\n";
  return out;
}

std::string images(const model::Stack& stack) {
  std::string out;
  for (const auto& [name, service] : stack.services) out += service.image + "\n";
  return out;
}

std::string profiles(const model::Stack& stack) {
  std::set<std::string> names;
  for (const auto* services : {&stack.services, &stack.disabled}) {
    for (const auto& [key, service] : *services) {
      names.insert(service.profiles.begin(), service.profiles.end());
    }
  }
  std::string out;
  for (const auto& name : names) out += name + "\n";
  return out;
}

std::string environment(const load::Loaded& loaded) {
  std::string out;
  for (const auto& [name, origin] : loaded.variables) out += name + "=" + origin.value + "\n";
  return out;
}

std::string hashes(const model::Stack& stack, const std::string& wanted) {
  std::string out;
  if (wanted != "*") check_services(stack, {wanted});
  for (const auto& [name, service] : stack.services) {
    if (wanted == "*" || wanted == name) out += name + " " + service.config_hash + "\n";
  }
  return out;
}

/// The document with only the named services and what they require.
load::Node narrowed(const load::Loaded& loaded, const std::vector<std::string>& services) {
  load::Node document = loaded.document;
  if (services.empty()) return document;
  const auto kept = graph::closure(loaded.stack, services);
  if (auto* all = document.find("services"); all != nullptr) {
    std::erase_if(all->entries, [&kept](const load::Entry& entry) {
      return std::find(kept.begin(), kept.end(), entry.key) == kept.end();
    });
  }
  return document;
}

std::string text_of(const load::Loaded& loaded, const ConfigArguments& arguments) {
  using List = ConfigArguments::List;
  switch (arguments.list) {
    case List::kServices:
      return keys_of(loaded.stack.services);
    case List::kVolumes:
      return keys_of(loaded.stack.volumes);
    case List::kNetworks:
      return keys_of(loaded.stack.networks);
    case List::kImages:
      return images(loaded.stack);
    case List::kProfiles:
      return profiles(loaded.stack);
    case List::kEnvironment:
      return environment(loaded);
    case List::kHash:
      return hashes(loaded.stack, arguments.hash_service);
    case List::kAll:
      break;
  }
  const auto document = narrowed(loaded, arguments.services);
  return arguments.json ? load::to_json(document) : load::to_yaml(document);
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw HostError("cannot write", path, errno);
}

}  // namespace

ExitCode run_config(const CommandContext& context, const ConfigArguments& arguments) {
  auto request = load_request(context, arguments.services);
  request.interpolate = !arguments.no_interpolate;
  request.check_consistency = !arguments.no_consistency;
  const auto loaded = load_project(context, request);
  check_services(loaded.stack, arguments.services);
  if (arguments.quiet) return ExitCode::kOk;
  const std::string text = text_of(loaded, arguments);
  if (arguments.output_file.empty()) {
    write_output(text);
  } else {
    write_file(arguments.output_file, text);
  }
  return ExitCode::kOk;
}

}  // namespace devstack::cli
