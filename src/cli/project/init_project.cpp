#include "cli/project/init_project.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

using Result = InitStep::Result;

/// Path to the services that want it.
using Wanted = std::map<std::string, std::set<std::string>>;

bool lies_in(const std::string& path, const std::string& folder) {
  return path.starts_with(folder + "/");
}

/// What does not exist cannot be asked: a name with an ending, here or in the container, is a
/// file's.
bool looks_like_a_file(const model::Mount& mount) {
  return fs::path(mount.source).has_extension() || fs::path(mount.target).has_extension();
}

void add_wanted(const model::Stack& stack, const model::Service& service, Wanted& folders,
                Wanted& files) {
  for (const auto& mount : service.volumes) {
    if (mount.type != model::MountType::kBind || !lies_in(mount.source, stack.directory)) continue;
    std::error_code error;
    const auto kind = fs::status(mount.source, error).type();
    if (kind == fs::file_type::regular || kind == fs::file_type::socket) continue;
    const bool is_file = kind == fs::file_type::not_found && looks_like_a_file(mount);
    (is_file ? files : folders)[mount.source].insert(service.name);
  }
  const auto& process = service.extension.process;
  if (process && lies_in(process->log, stack.directory)) {
    folders[fs::path(process->log).parent_path().string()].insert(service.name);
  }
}

std::string for_services(const std::set<std::string>& names) {
  const std::vector<std::string> list(names.begin(), names.end());
  return "for " + join(list, ", ");
}

InitStep make_folder(const std::string& path, const std::string& relative,
                     const std::string& purpose) {
  std::error_code error;
  if (fs::is_directory(path, error)) return {Result::kKept, relative, purpose};
  fs::create_directories(path, error);
  if (error) throw HostError("cannot make the folder", path, error.value());
  return {Result::kCreated, relative, purpose};
}

}  // namespace

std::string_view word(Result result) {
  switch (result) {
    case Result::kCreated:
      return "created";
    case Result::kKept:
      return "kept";
    case Result::kMissing:
      return "missing";
  }
  return "";
}

std::optional<InitStep> make_env_file(const std::string& directory) {
  const std::string own = directory + "/.env", example = directory + "/.env.example";
  std::error_code error;
  if (fs::exists(fs::symlink_status(own, error))) return InitStep{Result::kKept, ".env", ""};
  if (!fs::exists(example, error)) return std::nullopt;
  fs::copy_file(example, own, fs::copy_options::none, error);
  if (error) throw HostError("cannot write", own, error.value());
  fs::permissions(own, fs::perms::owner_read | fs::perms::owner_write, error);
  if (error) throw HostError("cannot protect", own, error.value());
  return InitStep{Result::kCreated, ".env", "from .env.example"};
}

std::vector<InitStep> make_folders(const model::Stack& stack) {
  Wanted folders, files;
  for (const auto* services : {&stack.services, &stack.disabled}) {
    for (const auto& [name, service] : *services) add_wanted(stack, service, folders, files);
  }
  std::vector<InitStep> steps;
  for (const auto& [path, services] : folders) {
    const std::string relative = fs::path(path).lexically_relative(stack.directory).string();
    steps.push_back(make_folder(path, relative, for_services(services)));
  }
  for (const auto& [path, services] : files) {
    steps.push_back({Result::kMissing, fs::path(path).lexically_relative(stack.directory).string(),
                     for_services(services)});
  }
  return steps;
}

Value init_json(const model::Stack& stack, const std::vector<InitStep>& steps,
                const std::string& engine) {
  Value document = Value::object();
  document.set("schema", "devstack.init/1");
  document.set("folder", stack.directory);
  document.set("engine", engine);
  bool changed = false;
  Value list = Value::array();
  for (const auto& step : steps) {
    changed = changed || step.result == Result::kCreated;
    Value entry = Value::object();
    entry.set("result", word(step.result));
    entry.set("path", step.path);
    entry.set("text", step.text);
    list.push_back(std::move(entry));
  }
  document.set("changed", changed);
  document.set("steps", std::move(list));
  return document;
}

}  // namespace devstack::cli
