// One build by the engine's classic builder: the context goes to it as a tar, packed on a worker
// thread while the loop sends.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "devstack/engine/proxies.hpp"
#include "devstack/engine/tar.hpp"
#include "devstack/model/labels.hpp"
#include "ensure_image.hpp"

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;

constexpr char kInlineName[] = ".devstack-inline.Dockerfile";
constexpr char kOutsideName[] = ".devstack-outside.Dockerfile";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Where the Dockerfile is: its name inside the context, and its text when it has to be added.
struct Recipe {
  std::string name;
  std::vector<engine::TarEntry> added;
  fs::path file;  ///< on disk; empty for an inline one
};

Recipe recipe_of(const model::Build& build) {
  Recipe recipe;
  if (!build.dockerfile_inline.empty()) {
    recipe.name = kInlineName;
    recipe.added.push_back({kInlineName, build.dockerfile_inline});
    return recipe;
  }
  const std::string written = build.dockerfile.empty() ? "Dockerfile" : build.dockerfile;
  recipe.file = (fs::path(build.context) / written).lexically_normal();
  const fs::path inside = recipe.file.lexically_relative(build.context);
  if (!inside.empty() && *inside.begin() != "..") {
    recipe.name = inside.generic_string();
  } else {
    recipe.name = kOutsideName;
    recipe.added.push_back({kOutsideName, text_of(recipe.file)});
  }
  return recipe;
}

/// "<Dockerfile>.dockerignore" beside it, else the context's own. The recipe itself is always sent.
std::string ignore_text(const model::Build& build, const Recipe& recipe) {
  fs::path file = recipe.file;
  file += ".dockerignore";
  std::error_code ignored;
  if (recipe.file.empty() || !fs::exists(file, ignored)) {
    file = fs::path(build.context) / ".dockerignore";
  }
  return text_of(file) + "\n!" + recipe.name + "\n";
}

/// What is wrong before anything is sent; empty when nothing is.
std::string fault_of(const model::Build& build, const Recipe& recipe) {
  std::error_code ignored;
  if (build.context.find("://") != std::string::npos) {
    return "contexts at an address are not supported: " + build.context;
  }
  if (!fs::is_directory(build.context, ignored)) return "no such folder: " + build.context;
  if (!recipe.file.empty() && !fs::exists(recipe.file, ignored)) {
    return "no such file: " + recipe.file.string();
  }
  return {};
}

Task<std::string> next_piece(io::Loop& loop, std::shared_ptr<engine::ContextTar> tar) {
  std::string piece;
  std::function<void()> work = [&piece, &tar] { piece = tar->next(); };
  co_await loop.in_background(std::move(work));
  co_return piece;
}

engine::Client::BuildRequest request_of(RunnerState& state, const model::Service& service,
                                        const Recipe& recipe) {
  const model::Build& build = *service.build;
  const model::Stack& stack = state.context.stack;
  engine::Client::BuildRequest request;
  request.dockerfile = recipe.name;
  request.tags = build.tags;
  request.tags.insert(request.tags.begin(), service.image);
  auto args = engine::configured_proxies(state.context.docker_config_json,
                                         state.context.client.endpoint().to_string());
  for (const auto& [name, value] : build.args) args.insert_or_assign(name, value);
  request.args.assign(args.begin(), args.end());
  request.labels.assign(build.labels.begin(), build.labels.end());
  request.labels.emplace_back(model::labels::kProject, stack.project);
  request.labels.emplace_back(model::labels::kService, service.name);
  request.labels.emplace_back(model::labels::kVersion, model::labels::kComposeVersion);
  request.target = build.target;
  request.network = build.network;
  request.platform = build.platform.empty() ? service.platform : build.platform;
  request.cache_from = build.cache_from;
  request.extra_hosts = build.extra_hosts;
  request.shm_size = build.shm_size;
  request.no_cache = build.no_cache;
  request.pull = build.pull || state.context.options.pull;
  const auto tar = std::make_shared<engine::ContextTar>(
      build.context, engine::DockerIgnore(ignore_text(build, recipe)), recipe.added);
  request.context_tar = [&loop = state.context.loop, tar] { return next_piece(loop, tar); };
  return request;
}

}  // namespace

Task<std::string> build_image(RunnerState& state, const model::Service& service) {
  const Recipe recipe = recipe_of(*service.build);
  std::string fault = fault_of(*service.build, recipe);
  if (!fault.empty()) co_return fault;
  auto request = request_of(state, service, recipe);
  engine::Client::ProgressSink sink = [&](const engine::ProgressMessage& message) {
    if (message.status.empty()) return;
    TransferProgress progress;
    progress.service = service.name;
    progress.text = message.status;
    state.context.sink(progress);
  };
  const auto failure =
      co_await state.context.client.build_image(std::move(request), std::move(sink));
  co_return failure.value_or(std::string());
}

}  // namespace devstack::reconcile
