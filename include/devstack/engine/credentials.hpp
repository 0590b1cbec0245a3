// Registry credentials as Docker's own configuration keeps them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "devstack/base/task.hpp"
#include "devstack/base/value.hpp"

namespace devstack::engine {

struct RegistryAuth {
  std::string username, password, server_address, identity_token;
  /// Value of the X-Registry-Auth header: URL-safe base64 with padding (RFC 4648 section 5).
  [[nodiscard]] std::string header_value() const;
  [[nodiscard]] Value to_value() const;
};

/// "postgres:15" → "https://index.docker.io/v1/"; "ghcr.io/a/b" → "ghcr.io".
[[nodiscard]] std::string registry_of(std::string_view image_reference);

/// Runs a credential helper of the name that stands in config.json ("desktop" for
/// docker-credential-desktop): (helper, "get" or "list", what it reads) → its JSON answer, or
/// empty.
using CredentialHelper = std::function<Task<std::optional<std::string>>(
    std::string helper, std::string action, std::string input)>;

/// Looks `registry` up in the text of Docker's config.json: credHelpers, credsStore, auths.
[[nodiscard]] Task<std::optional<RegistryAuth>> find_credentials(std::string config_json,
                                                                 std::string registry,
                                                                 CredentialHelper helper);

/// All that config.json knows, by registry: a build may need any of them for its base images.
[[nodiscard]] Task<std::map<std::string, RegistryAuth>> all_credentials(std::string config_json,
                                                                        CredentialHelper helper);
/// Body of the X-Registry-Config header.
[[nodiscard]] Value registry_config(const std::map<std::string, RegistryAuth>& credentials);

}  // namespace devstack::engine
