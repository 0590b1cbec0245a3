// `devstack config`: the canonical document, or lists of what is in it.
#include <fstream>

#include "cli/commands.hpp"
#include "cli/config_lists.hpp"
#include "cli/load_project.hpp"
#include "cli/why.hpp"
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
  const auto document = narrowed(loaded, arguments.services);
  return arguments.json ? load::to_json(document) : load::to_yaml(document);
}

std::string why(const load::Loaded& loaded, const ConfigArguments& arguments) {
  return arguments.json ? why_json(loaded, arguments.why) : why_text(loaded, arguments.why);
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw HostError("cannot write", path, errno);
}

}  // namespace

ExitCode run_config(const CommandContext& context, const ConfigArguments& arguments) {
  refuse_digests(arguments);
  auto request = load_request(context, arguments.services);
  request.interpolate = !arguments.no_interpolate;
  request.phases.normalize = !arguments.no_normalize;
  request.phases.paths = !arguments.no_path_resolution;
  request.phases.consistency = !arguments.no_consistency;
  relax_for_list(request, arguments);
  request.provenance = !arguments.why.empty();
  const auto loaded = load_project(context, request);
  if (request.interpolate) check_services(loaded.stack, arguments.services);
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
