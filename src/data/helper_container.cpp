#include "devstack/data/helper_container.hpp"

#include <fmt/format.h>

#include <exception>
#include <utility>

#include "devstack/base/hash.hpp"
#include "devstack/base/text.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/labels.hpp"
#include "devstack/model/names.hpp"
#include "devstack/reconcile/engine_step_runner.hpp"

namespace devstack::data {
namespace {

constexpr int kLogLines = 2000;
constexpr int kTries = 3;
/// How the mock answers a command line that it does not know.
constexpr int kUsageStatus = 2;

/// The image by its id: the name may move to another installation's at any moment.
Task<std::string> image_id(const Workshop& workshop) {
  co_await reconcile::ensure_mock_image(workshop.client, workshop.loop, workshop.mock_binary);
  const auto image = co_await workshop.client.inspect_image(model::kMockImage);
  co_return image ? image->id : std::string(model::kMockImage);
}

std::string container_name(const Workshop& workshop) {
  const auto now = workshop.loop.now().time_since_epoch().count();
  return fmt::format("{}-data-{}", workshop.stack.project,
                     sha256_hex(workshop.stack.id + std::to_string(now)).substr(0, 10));
}

Task<std::string> create(const Workshop& workshop, std::vector<HelperMount> mounts,
                         std::vector<std::string> command) {
  for (int attempt = 1;; ++attempt) {
    std::string image = co_await image_id(workshop);
    Value body = helper_body(workshop.stack, image, mounts, command);
    auto made =
        co_await workshop.client.create_container(container_name(workshop), "", std::move(body));
    if (!made.id.empty()) co_return made.id;
    if (attempt == kTries) throw copy_failed(made.message);
  }
}

struct Outcome {
  int status = 0;
  std::string output;
};

Task<Outcome> run_to_end(const Workshop& workshop, std::string id) {
  Outcome outcome;
  co_await workshop.client.start_container(id);
  outcome.status = co_await workshop.client.wait_container(id);
  outcome.output = co_await workshop.client.log_tail(id, kLogLines, "");
  co_return outcome;
}

}  // namespace

Value helper_body(const model::Stack& stack, const std::string& image,
                  const std::vector<HelperMount>& mounts, const std::vector<std::string>& command) {
  Value body = Value::object();
  body.set("Image", image);
  if (!command.empty()) body.set("Cmd", Value::strings(command));
  body.set("User", "0:0");
  body.set_path("HostConfig.NetworkMode", "none");
  Value list = Value::array();
  for (const HelperMount& mount : mounts) {
    Value entry = Value::object();
    entry.set("Type", "volume");
    entry.set("Source", mount.volume);
    entry.set("Target", mount.target);
    entry.set("ReadOnly", mount.access == HelperMount::Access::kRead);
    entry.set_path("VolumeOptions.NoCopy", true);
    list.push_back(std::move(entry));
  }
  body.set_path("HostConfig.Mounts", std::move(list));
  Value all = Value::object();
  all.set(labels::kHelper, stack.id);
  all.set(labels::kProject, stack.project);
  body.set("Labels", std::move(all));
  return body;
}

Task<std::string> make_helper(const Workshop& workshop, std::vector<HelperMount> mounts) {
  std::vector<std::string> no_command;
  co_return co_await create(workshop, std::move(mounts), std::move(no_command));
}

Task<void> remove_helper(const Workshop& workshop, std::string id) {
  co_await workshop.client.remove_container(std::move(id), engine::Client::AnonymousVolumes::kKeep);
}

Task<std::string> run_helper(const Workshop& workshop, std::vector<HelperMount> mounts,
                             std::vector<std::string> command) {
  for (int attempt = 1;; ++attempt) {
    const std::string id = co_await create(workshop, mounts, command);
    Outcome outcome;
    std::exception_ptr failure;
    try {
      outcome = co_await run_to_end(workshop, id);
    } catch (...) {
      failure = std::current_exception();
    }
    co_await remove_helper(workshop, id);
    if (failure) std::rethrow_exception(failure);
    if (outcome.status == 0) co_return outcome.output;
    // Another installation has put its own, older server in the image's place.
    if (outcome.status == kUsageStatus && attempt < kTries) continue;
    throw copy_failed(std::string(trim(outcome.output)));
  }
}

Task<void> sweep_helpers(const Workshop& workshop) {
  std::vector<std::string> filters{std::string(labels::kHelper) + "=" + workshop.stack.id};
  const auto left = co_await workshop.client.list_containers(std::move(filters));
  for (const auto& container : left) co_await remove_helper(workshop, container.id);
}

}  // namespace devstack::data
