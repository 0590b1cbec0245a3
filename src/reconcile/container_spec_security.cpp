// Rights and namespaces of a container.
#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>

#include "devstack/base/error.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

using model::Service;

constexpr std::string_view kServicePrefix = "service:";

/// A namespace shared with another service is one shared with its container.
template <auto kMember>
Value namespace_mode(const SpecInput& input) {
  const std::string& mode = input.service.*kMember;
  if (mode.empty()) return {};
  if (!mode.starts_with(kServicePrefix)) return mode;
  return "container:" + container_id_of(input, mode.substr(kServicePrefix.size()));
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw HostError("cannot read the seccomp profile", path, errno);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// "label:x" is an old spelling of "label=x".
std::string canonical_option(std::string option) {
  const std::size_t colon = option.find(':');
  if (option.find('=') == std::string::npos && colon != std::string::npos) option[colon] = '=';
  return option;
}

bool unconfines_paths(const std::string& option) {
  return canonical_option(option) == "systempaths=unconfined";
}

/// The engine takes a seccomp profile as its text, not as a path.
Value security_options(const SpecInput& input) {
  constexpr std::string_view kSeccomp = "seccomp=";
  std::vector<std::string> options;
  for (const std::string& written : input.service.security_opt) {
    if (unconfines_paths(written)) continue;
    std::string option = canonical_option(written);
    const std::string profile =
        option.starts_with(kSeccomp) ? option.substr(kSeccomp.size()) : std::string();
    if (!profile.empty() && profile != "unconfined" && profile != "builtin") {
      option = std::string(kSeccomp) + read_file(profile);
    }
    options.push_back(std::move(option));
  }
  return options.empty() ? Value() : Value::strings(options);
}

/// An empty list means "none masked"; a missing one, the engine's own.
Value no_paths_if_unconfined(const SpecInput& input) {
  return std::ranges::any_of(input.service.security_opt, unconfines_paths) ? Value::array()
                                                                           : Value();
}

constexpr SpecRow kRows[] = {
    {"cap_add", "HostConfig.CapAdd", list<&Service::cap_add>},
    {"cap_drop", "HostConfig.CapDrop", list<&Service::cap_drop>},
    {"privileged", "HostConfig.Privileged", flag<&Service::privileged>},
    {"security_opt", "HostConfig.SecurityOpt", security_options},
    {"security_opt", "HostConfig.MaskedPaths", no_paths_if_unconfined},
    {"security_opt", "HostConfig.ReadonlyPaths", no_paths_if_unconfined},
    {"group_add", "HostConfig.GroupAdd", list<&Service::group_add>},
    {"sysctls", "HostConfig.Sysctls", map<&Service::sysctls>},
    {"userns_mode", "HostConfig.UsernsMode", text<&Service::userns_mode>},
    {"pid", "HostConfig.PidMode", namespace_mode<&Service::pid>},
    {"ipc", "HostConfig.IpcMode", namespace_mode<&Service::ipc>},
    {"uts", "HostConfig.UTSMode", namespace_mode<&Service::uts>},
    {"cgroup", "HostConfig.CgroupnsMode", text<&Service::cgroup>},
};

}  // namespace

std::span<const SpecRow> security_rows() { return kRows; }

}  // namespace devstack::reconcile
