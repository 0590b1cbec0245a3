// Rights and namespaces of a container.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

using model::Service;

template <auto kMember>
Value namespace_mode(const SpecInput& input) {
  const std::string& mode = input.service.*kMember;
  return mode.empty() ? Value() : Value(namespace_of(input, mode));
}

constexpr std::string_view kAllCapabilities = "ALL";

/// "net_admin" is CAP_NET_ADMIN; "ALL" stands for itself, and for all others.
std::set<std::string> capabilities(const std::vector<std::string>& written) {
  std::set<std::string> all;
  for (const std::string& name : written) {
    std::string upper(trim(name));
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
    if (upper == kAllCapabilities) return {upper};
    all.insert(upper.starts_with("CAP_") ? upper : "CAP_" + upper);
  }
  return all;
}

Value strings(const std::set<std::string>& names) {
  return names.empty() ? Value() : Value::strings({names.begin(), names.end()});
}

Value added_capabilities(const SpecInput& input) {
  return strings(capabilities(input.service.cap_add));
}

/// What is both added and dropped is added.
Value dropped_capabilities(const SpecInput& input) {
  const std::set<std::string> added = capabilities(input.service.cap_add);
  std::set<std::string> dropped = capabilities(input.service.cap_drop);
  std::erase_if(dropped, [&added](const std::string& name) { return added.contains(name); });
  return strings(dropped);
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw HostError("cannot read the seccomp profile", path, errno);
  return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr std::string_view kUnconfinedPaths = "systempaths=unconfined";

/// JSON without its blanks, all else as written.
std::string compact_json(std::string_view text) {
  std::string compact;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    compact += c;
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\' && i + 1 < text.size()) compact += text[++i];
  }
  return compact;
}

/// The path of a seccomp profile, or empty. A colon is an old spelling of the equals sign.
std::string_view seccomp_profile(std::string_view option) {
  if (!option.starts_with("seccomp=") && !option.starts_with("seccomp:")) return {};
  option.remove_prefix(std::string_view("seccomp=").size());
  return option == "unconfined" || option == "builtin" ? std::string_view{} : option;
}

/// The engine takes a seccomp profile as its text, not as a path.
std::string security_option(const SpecInput& input, const std::string& written) {
  const std::string_view profile = seccomp_profile(written);
  if (profile.empty()) return written;
  const std::string text = read_file(std::filesystem::path(input.stack.directory) / profile);
  if (!parse_json(text)) {
    throw Error(ExitCode::kUsage, "DS1202",
                fmt::format("service \"{}\": the seccomp profile {} is not JSON",
                            input.service.name, profile),
                "give security_opt the path of a JSON file, or seccomp=unconfined");
  }
  return "seccomp=" + compact_json(text);
}

Value security_options(const SpecInput& input) {
  std::vector<std::string> options;
  for (const std::string& written : input.service.security_opt) {
    if (written != kUnconfinedPaths) options.push_back(security_option(input, written));
  }
  return options.empty() ? Value() : Value::strings(options);
}

/// An empty list means "none masked"; a missing one, the engine's own.
Value no_paths_if_unconfined(const SpecInput& input) {
  const auto& options = input.service.security_opt;
  return std::ranges::find(options, kUnconfinedPaths) == options.end() ? Value() : Value::array();
}

constexpr SpecRow kRows[] = {
    {"cap_add", "HostConfig.CapAdd", added_capabilities},
    {"cap_drop", "HostConfig.CapDrop", dropped_capabilities},
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
