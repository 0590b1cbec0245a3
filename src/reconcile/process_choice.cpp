// Needs against facts. Needs come before trust: where a need is not met, trusting would not help.
#include "devstack/reconcile/process_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "devstack/base/hash.hpp"
#include "devstack/base/units.hpp"

namespace devstack::reconcile {
namespace {

/// Cards are sold by round numbers, and the driver keeps some of it: 8 GB cards show 8188 MiB.
constexpr std::int64_t kGpuTolerance = 64;

std::string variable(const model::StringMap& environment, const std::string& name, bool& is_set) {
  const auto found = environment.find(name);
  is_set = found != environment.end();
  return is_set ? found->second : std::string();
}

/// "~/x" under the home folder, "./x" under the stack's.
std::string absolute(const model::Stack& stack, const std::string& pattern, const HostView& view) {
  if (pattern == "~" || pattern.starts_with("~/")) {
    bool is_set = false;
    return variable(view.environment, "HOME", is_set) + pattern.substr(1);
  }
  if (pattern.starts_with('/')) return pattern;
  return (std::filesystem::path(stack.directory) / pattern).lexically_normal().string();
}

/// As somebody would write it: from the stack's folder, or from home.
std::string shown(const model::Stack& stack, const std::string& file, const HostView& view) {
  if (file.starts_with(stack.directory + "/")) return "." + file.substr(stack.directory.size());
  bool is_set = false;
  const std::string home = variable(view.environment, "HOME", is_set);
  if (home.size() > 1 && file.starts_with(home + "/")) return "~" + file.substr(home.size());
  return file;
}

std::string absolute_command(const model::HostProcess& process, const std::string& command) {
  if (command.find('/') == std::string::npos || command.starts_with('/')) return command;
  return (std::filesystem::path(process.working_dir) / command).lexically_normal().string();
}

std::string unmet_gpu(const model::HostNeeds::Gpu& need, const host::HostFacts& facts) {
  if (!facts.gpu_memory.empty() && need.memory == 0) return {};
  const std::string wants =
      need.memory == 0 ? "gpu: needs one" : "gpu: needs " + format_bytes(need.memory);
  if (facts.gpu_memory.empty()) return wants + ", none found";
  const std::int64_t largest = std::ranges::max(facts.gpu_memory);
  if (largest >= need.memory - need.memory / kGpuTolerance) return {};
  if (largest == 0) return wants + ", the driver does not tell what there is";
  return fmt::format("{}, the largest has {}", wants, format_bytes(largest));
}

std::string unmet_variable(const model::HostProcess& process, const HostView& view,
                           const std::string& name, const std::string& condition) {
  bool is_set = false;
  std::string value = variable(process.environment, name, is_set);
  if (!is_set) value = variable(view.environment, name, is_set);
  if (condition.empty()) return is_set ? "" : fmt::format("env: {} is not set", name);
  if (condition.starts_with('!')) {
    const bool has_it = is_set && value == condition.substr(1);
    return has_it ? fmt::format("env: {} is {}", name, condition.substr(1)) : "";
  }
  return is_set && value == condition ? "" : fmt::format("env: {} is not {}", name, condition);
}

std::string distrust(HostTrust trust) {
  switch (trust) {
    case HostTrust::kTrusted:
      return {};
    case HostTrust::kUnknown:
      return "not trusted: devstack trust";
    case HostTrust::kChanged:
      return "changed since it was trusted: devstack trust";
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + '\0';
  return text;
}

}  // namespace

host::FactQuery fact_query(const model::Stack& stack, const HostView& view) {
  host::FactQuery query;
  query.environment = view.environment;
  for (const auto& [name, service] : stack.services) {
    if (!service.extension.process) continue;
    const model::HostProcess& process = *service.extension.process;
    query.gpus = query.gpus || process.needs.gpu.has_value();
    for (const auto& file : process.needs.files) {
      query.patterns.push_back(absolute(stack, file, view));
    }
    for (const auto& command : process.needs.commands) {
      query.commands.push_back(absolute_command(process, command));
    }
  }
  return query;
}

std::string unmet_need(const model::Stack& stack, const model::HostProcess& process,
                       const host::HostFacts& facts, const HostView& view) {
  const model::HostNeeds& needs = process.needs;
  if (needs.gpu) {
    if (auto reason = unmet_gpu(*needs.gpu, facts); !reason.empty()) return reason;
  }
  if (needs.memory && facts.memory_bytes < *needs.memory) {
    return fmt::format("memory: needs {}, this host has {}", format_bytes(*needs.memory),
                       format_bytes(facts.memory_bytes));
  }
  for (const std::string& file : needs.files) {
    if (!facts.found_patterns.contains(absolute(stack, file, view))) {
      return fmt::format("file: {} is not there", shown(stack, file, view));
    }
  }
  for (const std::string& command : needs.commands) {
    if (!facts.found_commands.contains(absolute_command(process, command))) {
      return fmt::format("command: {} is not there", command);
    }
  }
  for (const auto& [name, condition] : needs.environment) {
    auto reason = unmet_variable(process, view, name, condition);
    if (!reason.empty()) return reason;
  }
  return {};
}

ProcessChoices choose_processes(const model::Stack& stack, const host::HostFacts& facts,
                                const HostView& view) {
  ProcessChoices choices;
  for (const auto& [name, service] : stack.services) {
    if (!service.extension.process) continue;
    std::string reason = unmet_need(stack, *service.extension.process, facts, view);
    if (reason.empty() && !view.local_engine) reason = "the engine is on another machine";
    if (reason.empty()) reason = distrust(view.trust);
    choices.emplace(name, std::move(reason));
  }
  return choices;
}

std::uint16_t process_port(const model::Service& service) {
  for (const model::Port& port : service.ports) {
    std::uint16_t number = 0;
    const char* end = port.published.data() + port.published.size();
    const auto [rest, error] = std::from_chars(port.published.data(), end, number);
    if (error == std::errc{} && rest == end && number != 0) return number;
  }
  return 0;
}

std::map<std::string, std::string, std::less<>> process_fields(const model::Stack& stack,
                                                               const model::Service& service) {
  constexpr std::size_t kDigits = 16;
  const model::HostProcess& process = *service.extension.process;
  std::map<std::string, std::string, std::less<>> fields;
  const auto put = [&fields](const std::string& field, std::string_view value) {
    fields[field] = sha256_hex(field + '\0' + std::string(value)).substr(0, kDigits);
  };
  put("command", joined(process.command));
  put("cwd", process.working_dir);
  put("log", process.log);
  put("restart", word(process.restart));
  put("PORT", std::to_string(process_port(service)));
  for (const auto& [name, value] : process.environment) put("env." + name, value);
  for (const auto& [name, value] : stack.extension.exports) put("exports." + name, value.value);
  return fields;
}

model::ProbeSpec process_probe(const model::Service& service) {
  const auto& process = service.extension.process;
  if (!process || !process->ready) return {};
  model::ProbeSpec spec = *process->ready;
  spec.origin = model::ProbeOrigin::kReady;
  return spec;
}

}  // namespace devstack::reconcile
