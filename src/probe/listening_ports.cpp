// proc(5): "sl local_address rem_address st …"; local_address is ADDRESS:PORT in hexadecimal and
// state 0A means listening.
#include "probe/listening_ports.hpp"

#include <fmt/format.h>

#include <string>

#include "devstack/base/text.hpp"

namespace devstack::probe {
namespace {

constexpr std::string_view kLoopback4 = "0100007F";
constexpr std::string_view kLoopback6 = "00000000000000000000000001000000";

}  // namespace

bool is_listening(std::string_view tables, std::uint16_t port) {
  const std::string wanted = fmt::format(":{:04X}", port);
  for (std::string_view line : split(tables, '\n')) {
    line = trim(line);
    const auto local_begin = line.find(": ");
    if (local_begin == std::string_view::npos) continue;
    const std::string_view local =
        line.substr(local_begin + 2, line.find(' ', local_begin + 2) - local_begin - 2);
    if (!local.ends_with(wanted)) continue;
    const std::string_view address = local.substr(0, local.size() - wanted.size());
    if (address == kLoopback4 || address == kLoopback6) continue;
    const std::string_view rest = line.substr(local_begin + 2 + local.size());
    const auto words = split(trim(rest), ' ');
    if (words.size() > 1 && words[1] == "0A") return true;
  }
  return false;
}

}  // namespace devstack::probe
