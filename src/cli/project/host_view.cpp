// Trust by contents: what has not been looked at does not run.
#include "cli/project/host_view.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "cli/project/load_project.hpp"
#include "devstack/base/hash.hpp"
#include "devstack/base/text.hpp"
#include "devstack/host/host_facts.hpp"
#include "devstack/host/paths.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/load/profile_files.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

std::string real_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real.string();
}

/// A path as it is in every copy of the project.
std::string in_folder(const model::Stack& stack, const std::string& path) {
  return fs::path(path).lexically_relative(stack.directory).string();
}

/// Words of a command may name the folder.
std::string without_folder(const model::Stack& stack, std::string text) {
  for (auto at = text.find(stack.directory); at != std::string::npos;
       at = text.find(stack.directory, at)) {
    text.replace(at, stack.directory.size(), ".");
  }
  return text;
}

bool is_process(const std::pair<const std::string, model::Service>& entry) {
  return entry.second.extension.process.has_value();
}

std::string command_text(const model::Stack& stack, const model::Service& service) {
  const model::HostProcess& process = *service.extension.process;
  std::string text = service.name + '\0' + without_folder(stack, process.working_dir) + '\0' +
                     without_folder(stack, process.log) + '\0';
  for (const auto& word : process.command) text += without_folder(stack, word) + '\0';
  // It may stand in a file that the stack includes or extends.
  if (process.span.known()) text += sha256_hex(process.span.file->text);
  return text;
}

}  // namespace

bool has_processes(const model::Stack& stack) {
  return std::any_of(stack.services.begin(), stack.services.end(), is_process);
}

bool asks_for_host(const model::Stack& stack) {
  return has_processes(stack) ||
         std::any_of(stack.disabled.begin(), stack.disabled.end(), is_process);
}

std::vector<std::string> trusted_files(const CommandContext& context, const model::Stack& stack) {
  std::vector<std::string> files = stack.files;
  const std::string shipped = host::find_install_paths().profiles;
  for (const auto& profile : load::list_profiles(load_request(context, {}), load::system_files())) {
    if (!lies_in(profile.path, shipped)) files.push_back(profile.path);
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::string trust_hash(const model::Stack& stack, const std::vector<std::string>& files) {
  const auto system = load::system_files();
  std::string text;
  for (const auto& path : files) {
    text += in_folder(stack, path) + '\0' + sha256_hex(system.read(path).value_or("")) + '\n';
  }
  // By name over both: that a Compose profile is active changes nothing that could run.
  std::map<std::string, std::string> commands;
  for (const auto* services : {&stack.services, &stack.disabled}) {
    for (const auto& [name, service] : *services) {
      if (service.extension.process) commands.emplace(name, command_text(stack, service));
    }
  }
  for (const auto& [name, command] : commands) text += command + '\n';
  return sha256_hex(text);
}

bool is_shipped(const model::Stack& stack) {
  const std::string shipped = real_path(host::find_install_paths().stacks);
  return !stack.files.empty() &&
         std::all_of(stack.files.begin(), stack.files.end(), [&shipped](const std::string& file) {
           return lies_in(real_path(file), shipped);
         });
}

host::TrustStore trust_store(const CommandContext& context) {
  return host::TrustStore(host::state_home(context.environment));
}

reconcile::HostTrust host_trust(const CommandContext& context, const model::Stack& stack) {
  if (is_shipped(stack)) return reconcile::HostTrust::kTrusted;
  const std::string hash = trust_hash(stack, trusted_files(context, stack));
  if (variable(context, "DEVSTACK_TRUST") == hash) return reconcile::HostTrust::kTrusted;
  switch (trust_store(context).of(stack.directory, hash)) {
    case host::TrustStore::Trust::kFull:
      return reconcile::HostTrust::kTrusted;
    case host::TrustStore::Trust::kOutdated:
      return reconcile::HostTrust::kChanged;
    case host::TrustStore::Trust::kNone:
      return reconcile::HostTrust::kUnknown;
  }
  return reconcile::HostTrust::kUnknown;
}

reconcile::HostView host_view(const CommandContext& context, const model::Stack& stack,
                              const io::Endpoint& engine) {
  reconcile::HostView view;
  if (!asks_for_host(stack)) return view;
  view.environment = context.environment;
  view.local_engine = !engine.unix_path.empty();
  view.trust = host_trust(context, stack);
  return view;
}

reconcile::ProcessChoices process_choices(const CommandContext& context, const model::Stack& stack,
                                          const io::Endpoint& engine) {
  if (!asks_for_host(stack)) return {};
  const auto view = host_view(context, stack, engine);
  return reconcile::choose_processes(stack, host::gather_facts(reconcile::fact_query(stack, view)),
                                     view);
}

}  // namespace devstack::cli
