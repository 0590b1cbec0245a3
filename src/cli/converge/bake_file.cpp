#include "cli/converge/bake_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

constexpr std::string_view kServicePrefix = "service:";

/// Target names take no dots.
std::string target_name(std::string name) {
  std::ranges::replace(name, '.', '_');
  return name;
}

Value map_of(const std::map<std::string, std::string, std::less<>>& pairs) {
  Value object = Value::object();
  for (const auto& [name, value] : pairs) object.set(name, value);
  return object;
}

/// Members that say nothing are left out, as Compose does.
class Target {
 public:
  void text(std::string_view key, const std::string& value) {
    if (!value.empty()) target_.set(key, value);
  }
  void list(std::string_view key, const std::vector<std::string>& values) {
    if (!values.empty()) target_.set(key, Value::strings(values));
  }
  void map(std::string_view key, const std::map<std::string, std::string, std::less<>>& pairs) {
    if (!pairs.empty()) target_.set(key, map_of(pairs));
  }
  void flag(std::string_view key, bool value) {
    if (value) target_.set(key, true);
  }
  void number(std::string_view key, const std::optional<std::int64_t>& value) {
    if (value) target_.set(key, std::to_string(*value));
  }
  [[nodiscard]] Value take() { return std::move(target_); }

 private:
  Value target_ = Value::object();
};

model::StringMap contexts_of(const model::Build& build) {
  model::StringMap contexts;
  for (const auto& [name, source] : build.additional_contexts) {
    contexts[name] = source.starts_with(kServicePrefix)
                         ? "target:" + target_name(source.substr(kServicePrefix.size()))
                         : source;
  }
  return contexts;
}

std::vector<std::string> secrets_of(const model::Stack& stack, const model::Build& build) {
  std::vector<std::string> secrets;
  for (const model::FileReference& use : build.secrets) {
    const auto source = stack.secrets.find(use.source);
    if (source == stack.secrets.end()) continue;
    const auto& file = source->second.file;
    secrets.push_back(file ? fmt::format("id={},type=file,src={}", use.target, *file)
                           : fmt::format("id={},type=env,env={}", use.target, use.source));
  }
  return secrets;
}

std::vector<std::string> ulimits_of(const model::Build& build) {
  std::vector<std::string> limits;
  for (const auto& [name, limit] : build.ulimits) {
    limits.push_back(limit.soft == limit.hard
                         ? fmt::format("{}={}", name, limit.soft)
                         : fmt::format("{}={}:{}", name, limit.soft, limit.hard));
  }
  return limits;
}

model::StringMap extra_hosts_of(const model::Build& build) {
  model::StringMap hosts;
  for (const std::string& host : build.extra_hosts) {
    const std::size_t separator = host.find_first_of("=:");
    if (separator == std::string::npos) continue;
    std::string& addresses = hosts[host.substr(0, separator)];
    addresses += (addresses.empty() ? "" : ",") + host.substr(separator + 1);
  }
  return hosts;
}

/// Compose writes the path of a key even where there is none.
std::vector<std::string> keys_of(const model::Build& build,
                                 const reconcile::BuildOptions& options) {
  std::vector<std::string> keys = build.ssh;
  keys.insert(keys.end(), options.ssh.begin(), options.ssh.end());
  for (std::string& key : keys) {
    if (key.find('=') == std::string::npos) key += "=";
  }
  return keys;
}

std::vector<std::string> attestations_of(const model::Build& build,
                                         const reconcile::BuildOptions& options) {
  std::vector<std::string> all;
  const auto add = [&all](const char* type, const std::string& asked, const std::string& written) {
    const std::string& wanted = asked.empty() ? written : asked;
    if (wanted.empty() || wanted == "false") return;
    all.push_back(std::string("type=") + type + (wanted == "true" ? "" : "," + wanted));
  };
  add("provenance", options.provenance, build.provenance);
  add("sbom", options.sbom, build.sbom);
  return all;
}

std::string output_of(const model::Service& service, const reconcile::BuildOptions& options) {
  const bool push = options.push && !service.image_is_derived;
  if (service.build->platforms.size() > 1) {
    return push ? "type=image,push=true" : "type=image,push=false";
  }
  return push ? "type=registry" : "type=docker";
}

Value target_of(const model::Stack& stack, const model::Service& service,
                const reconcile::BuildOptions& options) {
  const model::Build& build = *service.build;
  model::StringMap labels = build.labels;
  labels[model::labels::kProject] = stack.project;
  labels[model::labels::kService] = service.name;
  labels[model::labels::kVersion] = model::labels::kComposeVersion;
  model::StringMap args = build.args;
  for (const auto& [name, value] : options.args) args[name] = value;
  std::vector<std::string> tags = build.tags;
  tags.push_back(service.image);
  std::vector<std::string> allowed = build.entitlements;
  if (build.privileged) allowed.emplace_back("security.insecure");
  Target target;
  target.text("context", build.context);
  target.map("contexts", contexts_of(build));
  if (build.dockerfile_inline.empty() && !build.dockerfile.empty()) {
    target.text(
        "dockerfile",
        (std::filesystem::path(build.context) / build.dockerfile).lexically_normal().string());
  }
  target.text("dockerfile-inline", build.dockerfile_inline);
  target.map("args", args);
  target.map("labels", labels);
  target.list("tags", tags);
  target.list("cache-from", build.cache_from);
  target.list("cache-to", build.cache_to);
  target.text("target", build.target);
  target.list("secret", secrets_of(stack, build));
  target.list("ssh", keys_of(build, options));
  target.list("platforms", build.platforms);
  target.flag("pull", build.pull || options.pull);
  target.flag("no-cache", build.no_cache || options.no_cache);
  target.text("network", build.network);
  target.number("shm-size", build.shm_size);
  target.list("ulimits", ulimits_of(build));
  if (options.check) target.text("call", "lint");
  target.list("entitlements", allowed);
  target.map("extra-hosts", extra_hosts_of(build));
  if (!options.check) target.list("output", {output_of(service, options)});
  target.list("attest", attestations_of(build, options));
  return target.take();
}

}  // namespace

Value bake_file(const model::Stack& stack, const reconcile::Plan& plan,
                const reconcile::BuildOptions& options) {
  std::map<std::string, Value> targets;
  std::vector<std::string> names;
  for (const auto& step : plan.steps) {
    const auto* build = std::get_if<reconcile::BuildImage>(&step.action);
    if (build == nullptr) continue;
    const auto service = stack.services.find(build->service);
    if (service == stack.services.end()) continue;
    names.push_back(target_name(build->service));
    targets[names.back()] = target_of(stack, service->second, options);
  }
  std::ranges::sort(names);
  Value all = Value::object();
  for (auto& [name, target] : targets) all.set(name, std::move(target));
  Value file = Value::object();
  file.set_path("group.default.targets", Value::strings(names));
  file.set("target", std::move(all));
  return file;
}

}  // namespace devstack::cli
