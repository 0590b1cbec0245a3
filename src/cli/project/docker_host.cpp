// Docker contexts are folders named by the SHA-256 of the context's name, each with a meta.json.
// Source: docker/cli, cli/context/store.
#include "cli/project/docker_host.hpp"

#include <fmt/format.h>

#include "devstack/base/error.hpp"
#include "devstack/base/hash.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

constexpr char kUsualSocket[] = "unix:///var/run/docker.sock";

std::string variable(const load::Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

std::string current_context(const load::Environment& environment, const std::string& folder,
                            const ReadFile& read) {
  const std::string chosen = variable(environment, "DOCKER_CONTEXT");
  if (!chosen.empty()) return chosen;
  const auto text = read(folder + "/config.json");
  const auto config = text ? parse_json(*text) : std::nullopt;
  return config ? (*config)["currentContext"].as_string() : "";
}

}  // namespace

std::string docker_config_folder(const load::Environment& environment) {
  const std::string folder = variable(environment, "DOCKER_CONFIG");
  if (!folder.empty()) return folder;
  const std::string home = variable(environment, "HOME");
  return home.empty() ? "" : home + "/.docker";
}

std::string docker_host(const std::string& host_option, const load::Environment& environment,
                        const ReadFile& read) {
  if (!host_option.empty()) return host_option;
  const std::string host = variable(environment, "DOCKER_HOST");
  if (!host.empty()) return host;
  const std::string folder = docker_config_folder(environment);
  const std::string context = folder.empty() ? "" : current_context(environment, folder, read);
  if (context.empty() || context == "default") return kUsualSocket;
  const auto text = read(folder + "/contexts/meta/" + sha256_hex(context) + "/meta.json");
  const auto meta = text ? parse_json(*text) : std::nullopt;
  const std::string address = meta ? (*meta)["Endpoints"]["docker"]["Host"].as_string() : "";
  if (!address.empty()) return address;
  throw UsageError(fmt::format("there is no Docker context \"{}\"", context),
                   "docker context ls shows them; or name an engine with -H or DOCKER_HOST");
}

}  // namespace devstack::cli
