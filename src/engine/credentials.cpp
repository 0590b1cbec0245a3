#include "devstack/engine/credentials.hpp"

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

std::string RegistryAuth::header_value() const {
  Value json;
  if (!username.empty()) json.set("username", username);
  if (!password.empty()) json.set("password", password);
  json.set("serveraddress", server_address);
  if (!identity_token.empty()) json.set("identitytoken", identity_token);
  return base64url(to_json(json));
}

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
    const std::optional<std::string> answer = co_await helper(program, registry);
    std::optional<RegistryAuth> found = answer ? from_helper(*answer, registry) : std::nullopt;
    if (found) co_return found;
  }
  for (const auto& [server, entry] : (*config)["auths"].members()) {
    if (host_of(server) == host_of(registry)) co_return from_entry(entry, registry);
  }
  co_return std::nullopt;
}

}  // namespace devstack::engine
