#include "devstack/engine/credentials.hpp"

#include <set>

#include "devstack/base/value.hpp"
#include "devstack/engine/image_reference.hpp"
#include "engine/base64.hpp"

namespace devstack::engine {

namespace {

constexpr char kDockerHub[] = "https://index.docker.io/v1/";

/// "https://ghcr.io/v1/" and "ghcr.io" name the same registry.
std::string_view host_of(std::string_view server) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (server.starts_with(scheme)) server.remove_prefix(scheme.size());
  }
  return server.substr(0, server.find('/'));
}

std::optional<RegistryAuth> from_entry(const Value& entry, const std::string& registry) {
  RegistryAuth auth;
  auth.server_address = registry;
  auth.username = entry["username"].as_string();
  auth.password = entry["password"].as_string();
  auth.identity_token = entry["identitytoken"].as_string();
  if (const auto pair = base64_decode(entry["auth"].as_string()); pair && !pair->empty()) {
    const std::size_t colon = pair->find(':');
    if (colon == std::string::npos) return std::nullopt;
    auth.username = pair->substr(0, colon);
    auth.password = pair->substr(colon + 1);
  }
  if (auth.username.empty() && auth.identity_token.empty()) return std::nullopt;
  return auth;
}

std::optional<RegistryAuth> from_helper(const std::string& answer, const std::string& registry) {
  const std::optional<Value> json = parse_json(answer);
  if (!json) return std::nullopt;
  RegistryAuth auth;
  auth.server_address = registry;
  auth.username = (*json)["Username"].as_string();
  const std::string secret = (*json)["Secret"].as_string();
  if (secret.empty()) return std::nullopt;
  // By the helpers' protocol this user name says that the secret is an identity token.
  if (auth.username == "<token>") {
    auth.username.clear();
    auth.identity_token = secret;
  } else {
    auth.password = secret;
  }
  return auth;
}

}  // namespace

Value RegistryAuth::to_value() const {
  Value json;
  if (!username.empty()) json.set("username", username);
  if (!password.empty()) json.set("password", password);
  json.set("serveraddress", server_address);
  if (!identity_token.empty()) json.set("identitytoken", identity_token);
  return json;
}

std::string RegistryAuth::header_value() const { return base64url(to_json(to_value())); }

std::string registry_of(std::string_view image_reference) {
  const std::optional<ImageReference> reference = parse_image_reference(image_reference);
  if (!reference || reference->registry == "docker.io") return kDockerHub;
  return reference->registry;
}

Task<std::optional<RegistryAuth>> find_credentials(std::string config_json, std::string registry,
                                                   CredentialHelper helper) {
  const std::optional<Value> config = parse_json(config_json);
  if (!config) co_return std::nullopt;
  const Value& helpers = (*config)["credHelpers"];
  std::string program = helpers[registry].as_string();
  if (program.empty()) program = helpers[host_of(registry)].as_string();
  if (program.empty()) program = (*config)["credsStore"].as_string();
  if (!program.empty() && helper) {
    const std::optional<std::string> answer = co_await helper(program, "get", registry);
    std::optional<RegistryAuth> found = answer ? from_helper(*answer, registry) : std::nullopt;
    if (found) co_return found;
  }
  for (const auto& [server, entry] : (*config)["auths"].members()) {
    if (host_of(server) == host_of(registry)) co_return from_entry(entry, registry);
  }
  co_return std::nullopt;
}

Task<std::map<std::string, RegistryAuth>> all_credentials(std::string config_json,
                                                          CredentialHelper helper) {
  std::map<std::string, RegistryAuth> found;
  const std::optional<Value> config = parse_json(config_json);
  if (!config) co_return found;
  std::set<std::string> registries;
  for (const char* section : {"auths", "credHelpers"}) {
    for (const auto& [registry, unused] : (*config)[section].members()) registries.insert(registry);
  }
  const std::string store = (*config)["credsStore"].as_string();
  if (!store.empty() && helper) {
    const std::optional<std::string> answer = co_await helper(store, "list", {});
    const std::optional<Value> listed = answer ? parse_json(*answer) : std::nullopt;
    if (listed) {
      for (const auto& [registry, user] : listed->members()) registries.insert(registry);
    }
  }
  for (const std::string& registry : registries) {
    std::optional<RegistryAuth> auth = co_await find_credentials(config_json, registry, helper);
    if (auth) found.emplace(registry, std::move(*auth));
  }
  co_return found;
}

Value registry_config(const std::map<std::string, RegistryAuth>& credentials) {
  Value config = Value::object();
  for (const auto& [registry, auth] : credentials) config.set(registry, auth.to_value());
  return config;
}

}  // namespace devstack::engine
