// One build by the engine's classic builder: the context goes to it as a tar, packed on a worker
// thread while the loop sends.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "devstack/engine/tar.hpp"
#include "image_build.hpp"
#include "reconcile/engine_values.hpp"

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

Task<std::string> next_piece(io::Loop& loop, std::shared_ptr<engine::ContextTar> tar) {
  std::string piece;
  std::function<void()> work = [&piece, &tar] { piece = tar->next(); };
  co_await loop.in_background(std::move(work));
  co_return piece;
}

void add_context(const ImageBuild& work, engine::Client::BuildRequest& request) {
  const model::Build& build = *work.service.build;
  if (is_remote(build)) {
    request.remote = build.context;
    request.dockerfile = build.dockerfile;
    return;
  }
  const Recipe recipe = recipe_of(build);
  request.dockerfile = recipe.name;
  const auto tar = std::make_shared<engine::ContextTar>(
      build.context, engine::DockerIgnore(ignore_text(build, recipe)), recipe.added);
  request.context_tar = [&loop = work.state.context.loop, tar] { return next_piece(loop, tar); };
}

engine::Client::BuildRequest request_of(const ImageBuild& work) {
  const model::Build& build = *work.service.build;
  const BuildOptions& options = work.state.context.options.image_build;
  engine::Client::BuildRequest request;
  add_context(work, request);
  request.tags = build.tags;
  request.tags.insert(request.tags.begin(), work.service.image);
  request.args = work.args;
  request.labels = work.labels;
  request.target = build.target;
  request.network = build.network;
  request.isolation = build.isolation;
  request.platform = build.platform.empty() ? work.service.platform : build.platform;
  request.cache_from = build.cache_from;
  request.extra_hosts = hosts_with_colons(build.extra_hosts);
  request.ulimits = ulimits_value(build.ulimits);
  request.shm_size = build.shm_size;
  request.memory_bytes = options.memory_bytes;
  request.no_cache = build.no_cache || options.no_cache;
  request.pull = build.pull || options.pull;
  return request;
}

}  // namespace

Task<std::string> build_classic(ImageBuild& work) {
  auto request = request_of(work);
  const auto known = co_await engine::all_credentials(work.state.context.docker_config_json,
                                                      work.state.context.credential_helper);
  if (!known.empty()) request.registry_config = engine::registry_config(known);
  engine::Client::ProgressSink sink = [&work](const engine::ProgressMessage& message) {
    work.show(message.status);
  };
  const auto failure =
      co_await work.state.context.client.build_image(std::move(request), std::move(sink));
  co_return failure.value_or(std::string());
}

}  // namespace devstack::reconcile
