// A build from what it is given to what the user is told: by buildx where it is there, else by the
// engine's own builder. Its output is kept in the project's state folder.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "builder_limits.hpp"
#include "devstack/base/text.hpp"
#include "devstack/engine/proxies.hpp"
#include "devstack/model/labels.hpp"
#include "ensure_image.hpp"
#include "image_build.hpp"
#include "image_failure.hpp"

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;

std::vector<std::pair<std::string, std::string>> args_of(const RunnerState& state,
                                                         const model::Build& build) {
  auto args = engine::configured_proxies(state.context.docker_config_json,
                                         state.context.client.endpoint().to_string());
  for (const auto& [name, value] : build.args) args.insert_or_assign(name, value);
  for (const auto& [name, value] : state.context.options.image_build.args) {
    args.insert_or_assign(name, value);
  }
  return {args.begin(), args.end()};
}

std::vector<std::pair<std::string, std::string>> labels_of(const RunnerState& state,
                                                           const model::Service& service) {
  const model::StringMap& own = service.build->labels;
  std::vector<std::pair<std::string, std::string>> labels(own.begin(), own.end());
  labels.emplace_back(model::labels::kProject, state.context.stack.project);
  labels.emplace_back(model::labels::kService, service.name);
  labels.emplace_back(model::labels::kVersion, model::labels::kComposeVersion);
  return labels;
}

/// What is wrong before anything is sent; empty when nothing is.
std::string fault_of(const model::Build& build) {
  std::error_code ignored;
  if (is_remote(build)) return {};
  if (!fs::is_directory(build.context, ignored)) return "no such folder: " + build.context;
  if (!build.dockerfile_inline.empty()) return {};
  const fs::path file =
      fs::path(build.context) / (build.dockerfile.empty() ? "Dockerfile" : build.dockerfile);
  if (!fs::exists(file, ignored)) return "no such file: " + file.lexically_normal().string();
  return {};
}

/// The whole output, for whoever needs more than the report shows. Empty where it cannot be kept:
/// that is no reason to fail.
std::string keep_log(const ImageBuild& work) {
  const fs::path folder = fs::path(work.state.context.state.directory()) / "builds";
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed || work.log.text().empty()) return {};
  const fs::path file = folder / (work.service.name + ".log");
  // A build may print what is nobody else's.
  fs::permissions(folder, fs::perms::owner_all, failed);
  std::ofstream(file, std::ios::binary) << work.log.text();
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failed);
  return failed ? std::string() : file.string();
}

void add_step(FailureReport& report, const ImageBuild& work, const std::string& words) {
  const BuildLog::Step* step = work.log.failed_step();
  if (step == nullptr) return;
  const std::string place = work.service.build->span.file_and_line();
  report.lines.insert(report.lines.begin(), {"step", step->name, place});
  report.lines.at(1).where.clear();
  for (const std::string& line : step->tail) {
    if (line != words) report.lines.push_back({"output", terminal_safe(line), {}});
  }
}

StepFailed build_failed(const ImageBuild& work, const std::string& words, const std::string& log) {
  const model::Service& service = work.service;
  StepFailed failed;
  failed.report.code = "DS3111";
  failed.report.title = fmt::format("{}: its image cannot be built", service.name);
  failed.report.lines.push_back({"error", words, service.build->span.file_and_line()});
  add_step(failed.report, work, words);
  if (!log.empty()) failed.report.lines.push_back({"log", log, {}});
  if (image_failure(words) == ImageFailure::kNoSpace) {
    failed.exit_code = ExitCode::kConflict;
    failed.report.code = "DS3119";
    failed.report.title =
        fmt::format("{}: there is no space on the engine's disk for its build", service.name);
    failed.report.next = {"docker system df", "docker builder prune"};
    return failed;
  }
  failed.report.next = {"devstack build " + service.name};
  return failed;
}

}  // namespace

void ImageBuild::show(std::string_view bytes) {
  log.feed(bytes, [this](const std::string& line) {
    if (state.context.options.quiet_build) return;
    TransferProgress progress;
    progress.service = service.name;
    progress.text = line;
    state.context.sink(progress);
  });
}

bool is_remote(const model::Build& build) {
  return build.context.find("://") != std::string::npos || build.context.starts_with("git@");
}

Task<BuildOutcome> build_image(RunnerState& state, const model::Service& service) {
  const bool buildx = !state.context.buildx.empty();
  const Builder builder = buildx ? Builder::kBuildx : Builder::kClassic;
  ImageBuild work{state, service, args_of(state, *service.build), labels_of(state, service), {}};
  BuildOutcome outcome;
  const auto unsupported = unsupported_keys(*service.build, builder);
  if (!unsupported.empty()) {
    outcome.failure = build_unsupported(service, unsupported, builder);
    outcome.words = outcome.failure->report.title;
    co_return outcome;
  }
  outcome.words = fault_of(*service.build);
  // GCC 12 runs both sides of a conditional expression that awaits.
  if (outcome.words.empty() && buildx) {
    outcome.words = co_await build_with_buildx(work);
  } else if (outcome.words.empty()) {
    outcome.words = co_await build_classic(work);
  }
  const std::string log = keep_log(work);
  if (!outcome.words.empty()) outcome.failure = build_failed(work, outcome.words, log);
  co_return outcome;
}

}  // namespace devstack::reconcile
