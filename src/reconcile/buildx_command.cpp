#include "reconcile/buildx_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "reconcile/engine_values.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::string_view kServicePrefix = "service:";

/// Variables that mean something to buildx itself: an argument of the same name must not change it.
bool steers_buildx(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames{
      "PATH",          "HOME",    "USER", "TMPDIR", "PWD", "LD_PRELOAD", "LD_LIBRARY_PATH",
      "SSH_AUTH_SOCK", "NO_COLOR"};
  constexpr std::array<std::string_view, 7> kPrefixes{"DOCKER_", "BUILDX_", "BUILDKIT_", "COMPOSE_",
                                                      "OTEL_",   "XDG_",    "DEVSTACK_"};
  return std::ranges::find(kNames, name) != kNames.end() ||
         std::ranges::any_of(kPrefixes,
                             [name](std::string_view prefix) { return name.starts_with(prefix); });
}

class CommandWriter {
 public:
  explicit CommandWriter(const BuildxInput& input) : input_(input), build_(*input.service.build) {
    result_.environment = input.environment;
    result_.environment.insert_or_assign("DOCKER_HOST", input.engine);
    result_.environment.erase("DOCKER_CONTEXT");
  }

  BuildxCommand write() {
    result_.arguments = {"build", "--progress=plain"};
    result();
    recipe();
    arguments();
    for (const auto& [name, value] : input_.labels) add("--label", name + "=" + value);
    add_if("--target", build_.target);
    add_if("--network", build_.network);
    for (const std::string& cache : build_.cache_from) add("--cache-from", cache);
    for (const std::string& cache : build_.cache_to) add("--cache-to", cache);
    contexts();
    secrets();
    access();
    limits();
    attestations();
    if (build_.no_cache || input_.options.no_cache) result_.arguments.emplace_back("--no-cache");
    if (build_.pull || input_.options.pull) result_.arguments.emplace_back("--pull");
    add_if("--builder", input_.options.builder);
    result_.arguments.push_back(build_.context);
    return std::move(result_);
  }

 private:
  void add(const char* option, const std::string& value) {
    result_.arguments.emplace_back(option);
    result_.arguments.push_back(value);
  }
  void add_if(const char* option, const std::string& value) {
    if (!value.empty()) add(option, value);
  }

  /// Names, platforms, and where the result goes.
  void result() {
    if (input_.options.check) {
      result_.arguments.emplace_back("--check");
      return;
    }
    add("--tag", input_.service.image);
    for (const std::string& tag : build_.tags) add("--tag", tag);
    if (build_.platforms.size() > 1) {
      for (const std::string& platform : build_.platforms) add("--platform", platform);
      // No engine can load several at once unless it keeps images as containerd does.
      add("--output", input_.options.push ? "type=image,push=true" : "type=image,push=false");
      return;
    }
    add_if("--platform", build_.platform.empty() ? input_.service.platform : build_.platform);
    result_.arguments.emplace_back("--load");
  }

  void recipe() {
    if (!build_.dockerfile_inline.empty()) {
      add("--file", "-");
      result_.input = build_.dockerfile_inline;
      return;
    }
    if (build_.dockerfile.empty()) return;
    const bool remote = build_.context.find("://") != std::string::npos;
    add("--file", remote ? build_.dockerfile
                         : (std::filesystem::path(build_.context) / build_.dockerfile)
                               .lexically_normal()
                               .string());
  }

  void arguments() {
    for (const auto& [name, value] : input_.args) {
      const auto known = input_.environment.find(name);
      const bool clashes = known != input_.environment.end() && known->second != value;
      if (steers_buildx(name) && clashes) {
        add("--build-arg", name + "=" + value);
      } else {
        add("--build-arg", name);
        result_.environment.insert_or_assign(name, value);
      }
    }
  }

  void contexts() {
    for (const auto& [name, source] : build_.additional_contexts) {
      std::string from = source;
      if (source.starts_with(kServicePrefix)) {
        const auto other = input_.stack.services.find(source.substr(kServicePrefix.size()));
        if (other != input_.stack.services.end()) from = "docker-image://" + other->second.image;
      }
      add("--build-context", name + "=" + from);
    }
  }

  void secrets() {
    std::size_t number = 0;
    for (const model::FileReference& secret : build_.secrets) {
      const auto source = input_.stack.secrets.find(secret.source);
      if (source == input_.stack.secrets.end()) continue;
      if (source->second.file) {
        add("--secret", fmt::format("id={},src={}", secret.target, *source->second.file));
        continue;
      }
      const std::string variable = fmt::format("DEVSTACK_BUILD_SECRET_{}", ++number);
      result_.environment.insert_or_assign(variable, source->second.content.value_or(""));
      add("--secret", fmt::format("id={},env={}", secret.target, variable));
    }
  }

  /// What the build may reach on this host and on the network.
  void access() {
    for (const std::string& key : build_.ssh) add("--ssh", key);
    for (const std::string& key : input_.options.ssh) add("--ssh", key);
    for (const std::string& allowed : build_.entitlements) add("--allow", allowed);
    if (build_.privileged) add("--allow", "security.insecure");
    for (const std::string& host : hosts_with_colons(build_.extra_hosts)) add("--add-host", host);
  }

  void limits() {
    if (build_.shm_size) add("--shm-size", std::to_string(*build_.shm_size));
    for (const auto& [name, limit] : build_.ulimits) {
      add("--ulimit", fmt::format("{}={}:{}", name, limit.soft, limit.hard));
    }
  }

  void attestations() {
    const BuildOptions& options = input_.options;
    const std::string provenance =
        options.provenance.empty() ? build_.provenance : options.provenance;
    const std::string sbom = options.sbom.empty() ? build_.sbom : options.sbom;
    if (!provenance.empty()) result_.arguments.push_back("--provenance=" + provenance);
    if (!sbom.empty()) result_.arguments.push_back("--sbom=" + sbom);
    // By itself buildx notes the time of the build, and each one would be another image.
    result_.environment.emplace("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
  }

  const BuildxInput& input_;
  const model::Build& build_;
  BuildxCommand result_;
};

}  // namespace

BuildxCommand buildx_command(const BuildxInput& input) { return CommandWriter(input).write(); }

std::vector<std::string> built_upon(const model::Service& service) {
  std::vector<std::string> names;
  if (!service.build) return names;
  for (const auto& [name, source] : service.build->additional_contexts) {
    if (source.starts_with(kServicePrefix)) names.push_back(source.substr(kServicePrefix.size()));
  }
  return names;
}

}  // namespace devstack::reconcile
