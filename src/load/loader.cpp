// Loading as a list of passes: find, read, choose profiles, gather variables, assemble, decode.
#include "devstack/load/loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "load/assembler.hpp"
#include "load/cast.hpp"
#include "load/choose_roles.hpp"
#include "load/decode.hpp"
#include "load/discovery.hpp"
#include "load/environment.hpp"
#include "load/profile.hpp"
#include "load/profile_files.hpp"
#include "load/profile_variables.hpp"
#include "load/project_name.hpp"

namespace devstack::load {

namespace {

std::vector<ParsedFile> read_files(const StackLocation& location, const ProjectFiles& files) {
  std::vector<ParsedFile> parsed;
  for (const std::string& path : location.files) {
    parsed.push_back({path, files.documents(path).value_or(std::vector<Node>{})});
  }
  return parsed;
}

/// Shell, --env-file, profile, `.env`: each is weaker than the one before.
Variables gather_variables(const LoadRequest& request, const EnvironmentFiles& chosen,
                           const ProfileOverlay& profile, const StackLocation& location,
                           const ProjectFiles& files, std::vector<std::string>& used) {
  Variables variables(request.environment);
  add_explicit_files(variables, chosen, files, used);
  const EnvFolders folders{location.directory, automatic_directories(request, location.directory)};
  add_profile_variables(variables, profile, folders, chosen, files, used);
  add_automatic_files(variables, chosen, folders.automatic, files, used);
  return variables;
}

bool has_everything(const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), "*") != names.end();
}

std::vector<std::string> active_compose_profiles(const LoadRequest& request,
                                                 const ProfileOverlay& profile,
                                                 const Variables& variables) {
  std::vector<std::string> active = profile.compose_profiles;
  // As in Compose, unless all names were those of files, which Compose does not know.
  if (request.profiles.empty() || (profile.without_file.empty() && !has_everything(active))) {
    const std::string listed = variables.find("COMPOSE_PROFILES").value_or("");
    for (const std::string_view name : split(listed, ',')) {
      const std::string trimmed(trim(name));
      if (!trimmed.empty() && std::find(active.begin(), active.end(), trimmed) == active.end()) {
        active.push_back(trimmed);
      }
    }
  }
  return active;
}

void apply_overrides(Node& document, const ProfileOverlay& profile, Assembler& assembler,
                     const StackLocation& location, const Variables& variables) {
  for (const Node& fragment : profile.overrides) {
    std::vector<ParsedFile> parsed{{location.files.front(), {fragment}}};
    assembler.assemble(document, std::move(parsed), location.directory, variables);
  }
}

/// A misspelt profile would otherwise silently start something else.
void warn_unknown_profiles(const Node& document, const ProfileOverlay& profile,
                           Diagnostics& diagnostics) {
  const Node* services = document.find("services");
  if (services == nullptr || profile.without_file.empty()) return;
  std::vector<std::string> known;
  for (const Entry& service : services->entries) {
    const Node* names = service.value.find("profiles");
    if (names == nullptr) continue;
    for (const Node& name : names->items) known.push_back(name.text);
  }
  for (const std::string& name : profile.without_file) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    diagnostics.warning("DS1403", {},
                        fmt::format("the profile \"{}\" is neither a profile file nor named by any "
                                    "service",
                                    name),
                        did_you_mean(name, known));
  }
}

/// A value that could not be interpolated is left as it was written, which is no value to judge.
bool is_interpolation_error(const Diagnostic& found) {
  return found.code == "DS1110" || found.code == "DS1111";
}

/// Something is missing from the document: what would be said of the rest could be wrong.
bool is_incomplete(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.all().begin(), diagnostics.all().end(), [](const auto& found) {
    return found.severity == Severity::kError && !is_interpolation_error(found);
  });
}

/// Adds what decoding found, but nothing about lines whose interpolation failed.
void add_findings(const Diagnostics& found, Diagnostics& diagnostics) {
  std::set<std::string> failed_lines;
  for (const Diagnostic& earlier : diagnostics.all()) {
    if (is_interpolation_error(earlier)) failed_lines.insert(earlier.where.file_and_line());
  }
  for (const Diagnostic& diagnostic : found.all()) {
    if (!diagnostic.where.known() || !failed_lines.contains(diagnostic.where.file_and_line())) {
      diagnostics.add(diagnostic);
    }
  }
}

}  // namespace

namespace {

/// The profiles' choices, then those of the command line, which win.
std::vector<RoleUse> uses_of(const LoadRequest& request, const ProfileOverlay& profile) {
  std::vector<RoleUse> uses = profile.use;
  for (const auto& [role, choice] : request.use) {
    uses.push_back({role, choice, model::ChosenBy::kOption, {}});
  }
  return uses;
}

std::optional<PortOffset> port_offset_of(const LoadRequest& request,
                                         const ProfileOverlay& profile) {
  if (request.port_offset) return PortOffset{*request.port_offset, {}, {}};
  return profile.port_offset;
}

}  // namespace

Loaded load_stack(const LoadRequest& request, const Files& system) {
  Loaded loaded;
  const ProjectFiles files(system, request.working_directory, loaded.diagnostics);
  const EnvironmentFiles chosen = environment_files(request, files);
  const Variables early = early_variables(request, chosen, files);

  const StackLocation location = locate_stack(request, early, files);
  loaded.stack.directory = location.directory;  // known even where decoding is not reached
  std::vector<ParsedFile> parsed = read_files(location, files);

  const std::vector<std::string> folders = profile_folders(request, location);
  const ProfileOverlay profile =
      read_profiles(applied_profiles(request, early, parsed, folders, files), folders, files);

  std::vector<std::string> env_files;
  Variables variables = gather_variables(request, chosen, profile, location, files, env_files);
  const ProjectName project = project_name(request, profile, parsed, location.directory, variables);
  if (!project.said_by.empty()) {
    variables.set("COMPOSE_PROJECT_NAME", project.name, project.said_by);
  }
  std::vector<model::Substitution> roles = declared_roles(parsed, variables);
  choose_roles(roles, uses_of(request, profile), variables, loaded.diagnostics);
  apply_choices(roles, variables, loaded.diagnostics);
  loaded.variables = variables.all();
  // Without its files read there is nothing that could be judged.
  if (loaded.diagnostics.has_errors()) return loaded;

  Node document;
  Assembler assembler(files, request.interpolate ? Interpolation::kOn : Interpolation::kOff,
                      request.phases.paths ? Paths::kAbsolute : Paths::kRelative,
                      request.provenance ? &loaded.variable_uses : nullptr);
  // As in Compose, an included project sees nothing but its own env files then.
  const Variables seen = request.interpolate ? variables : Variables(Environment{});
  assembler.assemble(document, std::move(parsed), location.directory, seen);
  apply_overrides(document, profile, assembler, location, variables);
  warn_unknown_profiles(document, profile, loaded.diagnostics);
  if (is_incomplete(loaded.diagnostics)) return loaded;

  DecodeInput input;
  input.document = std::move(document);
  input.project = project.name;
  input.directory = location.directory;
  input.files = location.files;
  input.env_files = std::move(env_files);
  input.profiles = profile.applied;
  input.compose_profiles = active_compose_profiles(request, profile, variables);
  input.only_services = profile.services;
  input.named_services = request.services;
  input.environment = variables.values();
  input.included_values = assembler.included_values();
  input.origins = request.provenance ? &variables : nullptr;
  input.profile_budget = profile.budget;
  input.roles = std::move(roles);
  input.profile_files = profile.files;
  input.port_offset = port_offset_of(request, profile);
  input.phases = request.phases;
  Diagnostics found;
  if (!request.interpolate) {
    loaded.document = decode_raw(std::move(input), found);
    add_findings(found, loaded.diagnostics);
    return loaded;
  }
  Decoded decoded = decode_stack(std::move(input), system, found);
  add_findings(found, loaded.diagnostics);
  loaded.stack = std::move(decoded.stack);
  loaded.document = std::move(decoded.document);
  return loaded;
}

}  // namespace devstack::load
