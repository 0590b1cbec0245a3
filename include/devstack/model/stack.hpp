// The whole desired state of one project: what a load yields and everything after it reads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/model/extension.hpp"
#include "devstack/model/service.hpp"

namespace devstack::model {

struct IpamConfig {
  std::string subnet, gateway, ip_range;
  StringMap aux_addresses;
  SourceSpan span{};  ///< of the subnet
};

struct Network {
  std::string key;
  std::string name;  ///< as the engine knows it
  std::string driver;
  StringMap driver_opts, labels;
  std::string ipam_driver;
  std::vector<IpamConfig> ipam;
  bool external = false, internal = false, attachable = false;
  std::optional<bool> enable_ipv4, enable_ipv6;
  std::string config_hash;
  SourceSpan span;
};

struct Volume {
  std::string key;
  std::string name;  ///< as the engine knows it
  std::string driver;
  StringMap driver_opts, labels;
  bool external = false;
  std::string role;  ///< of its x-devstack: "", database, cache, model-cache
  std::string config_hash;
  SourceSpan span;
};

/// A config or secret at the top of the file. Exactly one source is set.
struct FileSource {
  std::string key;
  std::string name;
  std::optional<std::string> file;     ///< absolute path
  std::optional<std::string> content;  ///< resolved; also from `environment`, where it is set
  std::string variable;                ///< what `environment` names
  bool external = false;
  SourceSpan span;
};

struct Stack {
  std::string project;                        ///< the project's name
  std::string directory;                      ///< project directory, absolute, symlinks resolved
  std::string id;                             ///< hash of directory and project: ownership
  std::vector<std::string> files;             ///< stack files, absolute
  std::vector<std::string> env_files;         ///< files that fed interpolation, absolute
  std::vector<std::string> profiles;          ///< devstack profiles applied, in order
  std::vector<std::string> compose_profiles;  ///< active Compose profiles

  std::map<std::string, Service, std::less<>> services;  ///< active ones only
  std::map<std::string, Service, std::less<>> disabled;  ///< those of inactive profiles
  std::map<std::string, Network, std::less<>> networks;  ///< used ones, default included
  std::map<std::string, Volume, std::less<>> volumes;    ///< all declared ones
  std::map<std::string, FileSource, std::less<>> configs, secrets;
  StackExtension extension;
};

/// Ownership id: SHA-256 of the real path of the directory and the project name, shortened to 16
/// hexadecimal digits.
[[nodiscard]] std::string project_id(const std::string& directory, const std::string& project);

/// "event-bus=pulsar,llm=mock": what --use chose, for the label of containers; else empty.
[[nodiscard]] std::string use_label(const Stack& stack);

}  // namespace devstack::model
