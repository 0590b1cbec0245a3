// Registry credentials as Docker's own configuration keeps them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "devstack/base/task.hpp"

namespace devstack::engine {

struct RegistryAuth {
  std::string username, password, server_address, identity_token;
  /// Value of the X-Registry-Auth header: URL-safe base64 with padding (RFC 4648 section 5).
  [[nodiscard]] std::string header_value() const;
};

/// "postgres:15" → "https://index.docker.io/v1/"; "ghcr.io/a/b" → "ghcr.io".
[[nodiscard]] std::string registry_of(std::string_view image_reference);

/// Runs a docker-credential-* helper: (helper, server) → its JSON answer, or empty.
using CredentialHelper =
    std::function<Task<std::optional<std::string>>(std::string helper, std::string server)>;

/// Looks `registry` up in the text of Docker's config.json: credHelpers, credsStore, auths.
[[nodiscard]] Task<std::optional<RegistryAuth>> find_credentials(std::string config_json,
                                                                 std::string registry,
                                                                 CredentialHelper helper);

}  // namespace devstack::engine
