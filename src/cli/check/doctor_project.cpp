#include "cli/check/doctor_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>

#include "cli/check/production_check.hpp"
#include "cli/show/service_kinds.hpp"
#include "devstack/base/masking.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;
using Level = Finding::Level;

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

Finding missing_file(const std::string& path, const std::string& wanted_by,
                     const SourceSpan& where) {
  const std::string place = where.file_and_line();
  return {Level::kWarning, "files",
          fmt::format("{} does not exist; {} needs it{}", path, wanted_by,
                      place.empty() ? "" : " (" + place + ")"),
          "devstack init makes folders; files come from whoever wrote the stack"};
}

void add_bind(std::vector<Finding>& findings, std::set<std::string>& seen,
              const model::Service& service, const model::Mount& mount) {
  const bool is_bind = mount.type == model::MountType::kBind;
  if (!is_bind || exists(mount.source) || !seen.insert(mount.source).second) return;
  findings.push_back(missing_file(mount.source, service.name, mount.span));
}

void add_sources(std::vector<Finding>& findings, const std::string& kind,
                 const std::map<std::string, model::FileSource, std::less<>>& sources) {
  for (const auto& [key, source] : sources) {
    if (source.external || !source.file || exists(*source.file)) continue;
    findings.push_back(missing_file(*source.file, kind + " " + key, source.span));
  }
}

bool has_model_cache(const model::Stack& stack) {
  return std::any_of(stack.volumes.begin(), stack.volumes.end(),
                     [](const auto& entry) { return entry.second.role == "model-cache"; });
}

bool asks_for_gpu(const model::Stack& stack) {
  return std::any_of(stack.services.begin(), stack.services.end(), [](const auto& entry) {
    const auto& process = entry.second.extension.process;
    return !entry.second.device_requests.empty() || (process && process->needs.gpu);
  });
}

}  // namespace

std::vector<Finding> check_settings(const CommandContext& context, const load::Loaded& loaded) {
  std::vector<Finding> findings;
  Diagnostics drift;
  check_env_drift(context, loaded, drift);
  for (const auto& one : drift.sorted()) {
    findings.push_back({Level::kWarning, "variables",
                        fmt::format("{}: {} [{}]", one.where.to_string(), one.message, one.code),
                        one.hint});
  }
  const bool has_example = exists(loaded.stack.directory + "/.env.example");
  if (has_example && !exists(loaded.stack.directory + "/.env")) {
    findings.push_back({Level::kFine, "variables", "no .env: the stack's defaults apply", ""});
  } else if (drift.all().empty()) {
    findings.push_back({Level::kFine, "variables", "none is missing or unknown", ""});
  }
  const auto weak = weak_secrets(loaded, example_lines(loaded.stack));
  for (const auto& one : weak) {
    const std::string place = one.where.file_and_line();
    findings.push_back({Level::kWarning, "passwords",
                        fmt::format("{} of {} {}{}", one.variable, join(one.services, ", "),
                                    one.why, place.empty() ? "" : " (" + place + ")"),
                        "fine on a laptop; elsewhere set a value of your own in .env"});
  }
  return findings;
}

std::vector<Finding> check_files(const model::Stack& stack) {
  std::vector<Finding> findings;
  std::set<std::string> seen;
  for (const auto& [name, service] : stack.services) {
    for (const auto& mount : service.volumes) add_bind(findings, seen, service, mount);
    if (service.build && service.build->context.starts_with('/') &&
        !exists(service.build->context)) {
      findings.push_back(missing_file(service.build->context, name + "'s build", service.span));
    }
  }
  add_sources(findings, "config", stack.configs);
  add_sources(findings, "secret", stack.secrets);
  if (findings.empty()) findings.push_back({Level::kFine, "files", "all are there", ""});
  return findings;
}

std::vector<Finding> check_host_needs(const model::Stack& stack,
                                      const std::vector<ProcessNeed>& needs,
                                      const std::string& gpus) {
  std::vector<Finding> findings;
  if (asks_for_gpu(stack)) findings.push_back({Level::kFine, "gpu", gpus, ""});
  for (const auto& need : needs) {
    if (need.unmet.empty()) {
      findings.push_back(
          {Level::kFine, "processes", need.service + " has what its process needs", ""});
    } else {
      findings.push_back({Level::kWarning, "processes",
                          fmt::format("{} runs as its container, not as its process: {}",
                                      need.service, need.unmet),
                          fmt::format("its needs stand at {}; the container works without them",
                                      need.where.file_and_line())});
    }
  }
  if (has_model_cache(stack)) {
    std::vector<std::string> names;
    for (const auto& [key, volume] : stack.volumes) {
      if (volume.role == "model-cache") names.push_back(volume.name);
    }
    findings.push_back(
        {Level::kFine, "models", "model caches are the volumes " + join(names, ", "), ""});
  }
  return findings;
}

std::vector<Finding> check_proxies(const load::Environment& environment) {
  constexpr std::array<std::string_view, 4> kNames{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy",
                                                   "https_proxy"};
  for (const auto name : kNames) {
    const auto found = environment.find(name);
    if (found == environment.end() || found->second.empty()) continue;
    return {{Level::kFine, "proxy",
             fmt::format("{}={}: images are pulled by the engine, which has settings of its own",
                         name, mask_secrets(found->second)),
             ""}};
  }
  return {};
}

}  // namespace devstack::cli
