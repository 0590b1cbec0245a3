// Addresses inside texts: what a connection string points to. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::cli {

struct AddressText {
  std::string host;        ///< without brackets
  std::uint16_t port = 0;  ///< 0: none is written
  std::string scheme;      ///< "postgres" of postgres://…; empty: a bare host:port
};

/// Every host of every URL in the text ("mongodb://a:1,b:2/x" has two), or, where the whole text is
/// a list of host:port with commas, those. Hosts that hold placeholders are left out, and so are
/// user names and passwords.
[[nodiscard]] std::vector<AddressText> addresses_in(std::string_view text);

}  // namespace devstack::cli
