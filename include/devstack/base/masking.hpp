// Secrets in what is shown: a password must not land in a log because somebody asked where a value
// comes from.
#pragma once

#include <string>
#include <string_view>

namespace devstack {

inline constexpr std::string_view kMask = "***";

/// True for names of variables and keys that usually hold a secret: DB_PASSWORD, api_key, … A name
/// that ends with "_FILE" holds a path.
[[nodiscard]] bool looks_secret(std::string_view name);

/// A line of YAML or dotenv, or a value: what stands behind a secret-looking name and ':' or '=' is
/// masked, and so is the password of a URL. References such as ${NAME} stay, their defaults do not.
[[nodiscard]] std::string mask_secrets(std::string_view text);

/// The value of `name` as it may be shown.
[[nodiscard]] std::string mask_value(std::string_view name, std::string_view value);

}  // namespace devstack
