#include "cli/show/url_texts.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::string_view kScheme = "://";
constexpr std::string_view kEndOfAuthority = "/?# \t\n\"'<>|\\)";

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

/// Empty for anything but a number from 1 to 65535.
std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

/// "db:5432" or "db"; empty for what is neither, IPv6 among it.
std::optional<AddressText> parse(std::string_view text) {
  AddressText address;
  const auto colon = text.find(':');
  address.host = text.substr(0, colon);
  if (!is_host(address.host)) return std::nullopt;
  if (colon == std::string_view::npos) return address;
  const auto port = port_of(text.substr(colon + 1));
  if (!port) return std::nullopt;
  address.port = *port;
  return address;
}

void add_authority(std::vector<AddressText>& found, std::string_view scheme,
                   std::string_view authority) {
  const auto at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  for (const auto part : split(authority, ',')) {
    auto address = parse(part);
    if (!address) continue;
    address->scheme = scheme;
    found.push_back(std::move(*address));
  }
}

/// "postgresql" of "jdbc:postgresql".
std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 ||
                       text[begin - 1] == '+' || text[begin - 1] == '-')) {
    --begin;
  }
  return text.substr(begin);
}

std::vector<AddressText> bare_list(std::string_view text) {
  std::vector<AddressText> found;
  for (const auto part : split(text, ',')) {
    auto address = parse(trim(part));
    if (!address || address->port == 0) return {};
    found.push_back(std::move(*address));
  }
  return found;
}

}  // namespace

std::vector<AddressText> addresses_in(std::string_view text) {
  if (text.find(kScheme) == std::string_view::npos) return bare_list(text);
  std::vector<AddressText> found;
  for (auto at = text.find(kScheme); at != std::string_view::npos; at = text.find(kScheme)) {
    const auto scheme = last_word(text.substr(0, at));
    text.remove_prefix(at + kScheme.size());
    add_authority(found, scheme, text.substr(0, text.find_first_of(kEndOfAuthority)));
  }
  return found;
}

}  // namespace devstack::cli
