// `devstack config`: the canonical document, or lists of what is in it.
#include <fmt/format.h>

#include <algorithm>

#include "cli/check/address_check.hpp"
#include "cli/commands.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/config_lists.hpp"
#include "cli/show/output_file.hpp"
#include "cli/show/why.hpp"
#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

void refuse_digests(const ConfigArguments& arguments) {
  if (!arguments.image_digests) return;
  throw UsageError("devstack does not look up the digests of images",
                   "`docker compose config` can: it asks the registry of each image");
}

std::string text_of(const load::Loaded& loaded, const ConfigArguments& arguments) {
  if (arguments.list != ConfigArguments::List::kAll) return config_list(loaded, arguments);
  if (arguments.no_interpolate) {
    return arguments.json ? load::raw_to_json(loaded.document) : load::raw_to_yaml(loaded.document);
  }
  const auto print = arguments.json ? load::to_json : load::to_yaml;
  return arguments.services.empty() ? print(loaded.document)
                                    : print(narrowed(loaded, arguments.services));
}

std::string why(const load::Loaded& loaded, const ConfigArguments& arguments) {
  return arguments.json ? why_json(loaded, arguments.why) : why_text(loaded, arguments.why);
}

bool is_whole(const ConfigArguments& arguments) {
  return arguments.list == ConfigArguments::List::kAll && arguments.why.empty() &&
         !arguments.no_interpolate && !arguments.no_normalize && !arguments.no_consistency;
}

/// Warnings that loading does not give: it is asked by every command. Returns their number.
std::size_t show_addresses(const CommandContext& context, const load::Loaded& loaded) {
  Diagnostics found;
  check_addresses(loaded, found);
  if (!context.global.quiet) {
    for (const auto& one : found.sorted()) write_error(render(one));
  }
  return found.all().size();
}

std::string counted(std::size_t number, const std::string& word) {
  return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
}

/// "shop: 20 services, 6 jobs: no errors, 2 warnings"
std::string summary(const load::Loaded& loaded, std::size_t more_warnings) {
  const auto& services = loaded.stack.services;
  const auto jobs = static_cast<std::size_t>(std::count_if(
      services.begin(), services.end(), [](const auto& entry) { return entry.second.is_job; }));
  const std::size_t warnings = loaded.diagnostics.all().size() + more_warnings;
  return fmt::format("{}: {}, {}: no errors, {}\n", loaded.stack.project,
                     counted(services.size() - jobs, "service"), counted(jobs, "job"),
                     warnings == 0 ? "no warnings" : counted(warnings, "warning"));
}

}  // namespace

ExitCode run_config(const CommandContext& context, const ConfigArguments& arguments) {
  refuse_digests(arguments);
  auto request = load_request(context, arguments.services);
  request.interpolate = !arguments.no_interpolate;
  request.phases.normalize = !arguments.no_normalize;
  request.phases.paths = !arguments.no_path_resolution;
  request.phases.consistency = !arguments.no_consistency;
  request.phases.hashes = arguments.list == ConfigArguments::List::kHash;
  relax_for_list(request, arguments);
  request.provenance = !arguments.why.empty();
  const auto loaded = load_project(context, request);
  if (request.interpolate) check_services(loaded.stack, arguments.services);
  const std::size_t addresses = is_whole(arguments) ? show_addresses(context, loaded) : 0;
  if (arguments.summary) write_output(summary(loaded, addresses));
  if (arguments.quiet && arguments.list == ConfigArguments::List::kAll) return ExitCode::kOk;
  const std::string text =
      arguments.why.empty() ? text_of(loaded, arguments) : why(loaded, arguments);
  if (arguments.output_file.empty()) {
    write_output(text);
  } else {
    write_file(arguments.output_file, text);
  }
  return ExitCode::kOk;
}

}  // namespace devstack::cli
