// `check config`: what can be said of files and settings without an engine.
#include <fmt/format.h>

#include <filesystem>

#include "cli/check/address_check.hpp"
#include "cli/check/check_run.hpp"
#include "cli/project/load_project.hpp"

namespace devstack::cli {
namespace {

/// nullptr where there is no such file.
SourceFilePtr read_file(const CommandContext& context, const std::string& path) {
  const auto text = load::system_files().read(path);
  if (!text) return nullptr;
  auto file = std::make_shared<SourceFile>();
  const auto here = load_request(context, {}).working_directory;
  const auto relative = std::filesystem::path(path).lexically_relative(here).string();
  file->path = relative.empty() || relative.starts_with("..") ? path : relative;
  file->text = *text;
  return file;
}

std::vector<EnvLine> lines_of(const SourceFilePtr& file) {
  return file == nullptr ? std::vector<EnvLine>{} : env_lines(file);
}

/// Variables that the files of the stack name, used or not.
std::set<std::string> named_variables(const CommandContext& context) {
  auto request = load_request(context, {});
  request.interpolate = false;
  std::set<std::string> names;
  const auto raw = load::load_stack(request, load::system_files());
  for (const auto& variable : load::declared_variables(raw.document)) names.insert(variable.name);
  return names;
}

void add_all(CheckResults& results, const Diagnostics& found, const std::string& name,
             const std::string& when_none) {
  if (found.all().empty()) results.push_back(passed(name, when_none));
  for (const auto& one : found.sorted()) {
    results.push_back(as_result(one));
    results.back().name = name;
  }
}

}  // namespace

std::vector<EnvLine> example_lines(const model::Stack& stack) {
  const auto text = load::system_files().read(stack.directory + "/.env.example");
  if (!text) return {};
  return env_lines(std::make_shared<SourceFile>(SourceFile{".env.example", *text}));
}

void check_env_drift(const CommandContext& context, const load::Loaded& loaded,
                     Diagnostics& diagnostics) {
  EnvComparison input;
  const auto own = read_file(context, loaded.stack.directory + "/.env");
  const auto example = read_file(context, loaded.stack.directory + "/.env.example");
  if (own == nullptr || example == nullptr) return;
  input.own_exists = true;
  input.own = lines_of(own);
  input.example = lines_of(example);
  input.used = named_variables(context);
  for (const auto& [name, origin] : loaded.variables) input.set_anywhere.insert(name);
  compare_env_files(input, diagnostics);
}

CheckResults check_config(const CommandContext& context, const load::Loaded& loaded) {
  CheckResults results;
  add_all(results, loaded.diagnostics, "stack",
          fmt::format("{} services, no errors", loaded.stack.services.size()));
  Diagnostics addresses;
  check_addresses(loaded, addresses);
  add_all(results, addresses, "addresses", "connection strings point to services of the stack");
  Diagnostics drift;
  check_env_drift(context, loaded, drift);
  const bool has_own = std::filesystem::exists(loaded.stack.directory + "/.env");
  add_all(results, drift, "variables",
          has_own ? ".env has what the stack needs" : "no .env: the stack's defaults apply");
  return results;
}

}  // namespace devstack::cli
