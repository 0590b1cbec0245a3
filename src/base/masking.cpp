// By name, since nothing else is known of a value. It errs on the side of masking.
#include "devstack/base/masking.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "devstack/base/text.hpp"

namespace devstack {

namespace {

constexpr std::array<std::string_view, 10> kSecretWords{
    "password", "passwd",     "passphrase", "secret",     "token",
    "apikey",   "privatekey", "accesskey",  "credential", "secretkey"};

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Keys such as "X-API-KEY"; in "${NAME-default}" the name ends before the dash.
bool is_key_character(char c) { return is_name_character(c) || c == '-' || c == '.'; }

bool ends_value(char c) { return c == ',' || c == '}' || c == ']'; }

/// Length of the value at the beginning of `text`: a quoted text, or up to the end of its part.
std::size_t value_length(std::string_view text) {
  if (text.starts_with('"') || text.starts_with('\'')) {
    const std::size_t close = text.find(text[0], 1);
    return close == std::string_view::npos ? text.size() : close + 1;
  }
  const auto* const end = std::find_if(text.begin(), text.end(), ends_value);
  std::size_t length = static_cast<std::size_t>(end - text.begin());
  while (length > 0 && (text[length - 1] == '"' || text[length - 1] == '\'')) --length;
  return length;
}

/// Index behind "scheme://user:" if the text begins with that, else 0.
std::size_t user_part(std::string_view text) {
  if (!text.starts_with("://")) return 0;
  const std::size_t end = text.find_first_of("/ \"'", 3);
  const std::string_view authority = text.substr(3, end == std::string_view::npos ? end : end - 3);
  const std::size_t at = authority.rfind('@');
  const std::size_t colon = authority.substr(0, at).find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos) return 0;
  return 3 + colon + 1;
}

/// Index behind the operator that follows the name in "${NAME:-default}"; 0 when there is none.
std::size_t operator_length(std::string_view text) {
  const std::size_t at = text.starts_with(':') ? 1 : 0;
  return at < text.size() && (text[at] == '-' || text[at] == '+') ? at + 1 : 0;
}

/// Index behind the separator and the blanks that follow a key; 0 when there is no separator.
std::size_t separator_length(std::string_view text) {
  std::size_t at = 0;
  if (!text.empty() && (text[0] == '"' || text[0] == '\'')) ++at;
  while (at < text.size() && text[at] == ' ') ++at;
  if (at == text.size() || (text[at] != ':' && text[at] != '=')) return 0;
  ++at;
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

}  // namespace

bool looks_secret(std::string_view name) {
  std::string plain = to_lower(name);
  if (plain.ends_with("_file")) return false;
  std::erase_if(plain, [](char c) { return c == '_' || c == '-' || c == '.'; });
  if (plain.ends_with("pass")) return true;
  return std::any_of(kSecretWords.begin(), kSecretWords.end(), [&plain](std::string_view word) {
    return plain.find(word) != std::string::npos;
  });
}

std::string mask_secrets(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool reference = out.ends_with("${");
    const auto belongs = reference ? is_name_character : is_key_character;
    std::size_t name = 0;
    while (name < text.size() && belongs(text[name])) ++name;
    if (name == 0) {
      const std::size_t user = user_part(text);
      out += text.substr(0, std::max<std::size_t>(user, 1));
      text.remove_prefix(std::max<std::size_t>(user, 1));
      if (user == 0) continue;
      out += text.starts_with("${") ? "" : kMask;
      if (!text.starts_with("${")) text.remove_prefix(text.find('@'));
      continue;
    }
    const bool secret = looks_secret(text.substr(0, name));
    out += text.substr(0, name);
    text.remove_prefix(name);
    const std::size_t separator = reference ? operator_length(text) : separator_length(text);
    if (!secret || separator == 0) continue;
    out += text.substr(0, separator);
    text.remove_prefix(separator);
    if (text.starts_with('$') || text.starts_with("\"$") || text.starts_with("'$")) continue;
    const std::size_t length = value_length(text);
    if (length != 0) out += kMask;
    text.remove_prefix(length);
  }
  return out;
}

std::string mask_value(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return looks_secret(name) ? std::string(kMask) : mask_secrets(value);
}

}  // namespace devstack
