// Source for the folders: docker/cli, cli-plugins/manager.
#include "cli/project/buildx_plugin.hpp"

#include <vector>

#include "cli/project/docker_host.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {

std::string find_buildx(const load::Environment& environment, const std::string& config_json,
                        const std::function<bool(const std::string&)>& is_program) {
  const auto buildkit = environment.find("DOCKER_BUILDKIT");
  if (buildkit != environment.end() && (buildkit->second == "0" || buildkit->second == "false")) {
    return {};
  }
  std::vector<std::string> folders;
  if (const auto config = parse_json(config_json)) {
    folders = (*config)["cliPluginsExtraDirs"].string_items();
  }
  const std::string own = docker_config_folder(environment);
  if (!own.empty()) folders.push_back(own + "/cli-plugins");
  for (const char* folder : {"/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"}) {
    folders.push_back(std::string(folder) + "/docker/cli-plugins");
  }
  for (const std::string& folder : folders) {
    std::string path = folder + "/docker-buildx";
    if (folder.starts_with('/') && is_program(path)) return path;
  }
  return {};
}

}  // namespace devstack::cli
