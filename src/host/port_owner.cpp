// From a port to the process that holds it: the kernel's socket table gives an inode, the open
// files of the processes tell whose it is.
#include "devstack/host/port_owner.hpp"

#include <dirent.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <climits>
#include <memory>
#include <string_view>

#include "devstack/base/text.hpp"
#include "host/file_text.hpp"
#include "host/proc_sockets.hpp"

namespace devstack::host {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

std::string read_link(const std::string& path) {
  std::array<char, PATH_MAX> target{};
  const ssize_t size = readlink(path.c_str(), target.data(), target.size());
  return size > 0 ? std::string(target.data(), static_cast<std::size_t>(size)) : std::string();
}

bool has_open_file(const std::string& process, const std::string& target) {
  const std::string folder = process + "/fd";
  const Directory files(opendir(folder.c_str()));
  if (!files) return false;
  while (const dirent* entry = readdir(files.get())) {
    if (read_link(folder + "/" + entry->d_name) == target) return true;
  }
  return false;
}

int to_pid(std::string_view name) {
  int pid = 0;
  const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  return error == std::errc{} && stop == name.data() + name.size() ? pid : 0;
}

int process_of_socket(std::uint64_t inode) {
  const std::string target = "socket:[" + std::to_string(inode) + "]";
  const Directory processes(opendir("/proc"));
  if (!processes) return 0;
  while (const dirent* entry = readdir(processes.get())) {
    const int pid = to_pid(entry->d_name);
    if (pid != 0 && has_open_file("/proc/" + std::string(entry->d_name), target)) return pid;
  }
  return 0;
}

std::string user_name(std::uint32_t uid) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
    return found->pw_name;
  }
  return std::to_string(uid);
}

PortOwner describe(const BoundSocket& socket) {
  PortOwner owner;
  owner.user = user_name(socket.uid);
  owner.local_address = socket.to_string();
  owner.pid = process_of_socket(socket.inode);
  if (owner.pid == 0) return owner;
  const std::string process = "/proc/" + std::to_string(owner.pid);
  owner.command = std::string(trim(file_text(process + "/comm").value_or("")));
  owner.executable = read_link(process + "/exe");
  return owner;
}

std::vector<BoundSocket> sockets(PortProtocol protocol) {
  const bool tcp = protocol == PortProtocol::kTcp;
  const auto parse = tcp ? parse_tcp_table : parse_udp_table;
  const std::string table = tcp ? "/proc/net/tcp" : "/proc/net/udp";
  auto found = parse(file_text(table).value_or(""), AddressFamily::kIpv4);
  const auto v6 = parse(file_text(table + "6").value_or(""), AddressFamily::kIpv6);
  found.insert(found.end(), v6.begin(), v6.end());
  return found;
}

}  // namespace

std::optional<PortOwner> port_owner(PortProtocol protocol, const std::string& host_ip,
                                    std::uint16_t port) {
  for (const BoundSocket& socket : sockets(protocol)) {
    if (socket.port == port && blocks(socket, host_ip)) return describe(socket);
  }
  return std::nullopt;
}

}  // namespace devstack::host
