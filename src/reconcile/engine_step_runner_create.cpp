// Containers come into being: created, adopted when a lost reply or an interrupted run has made
// them already, refused when the name is another's.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <exception>

#include "container_hash.hpp"
#include "devstack/engine/proxies.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/container_spec.hpp"
#include "engine_step_runner_steps.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr int kRemovalTries = 25;
constexpr Duration kRemovalPause{200};

/// Ours, of this service and number, and made from the same configuration.
bool may_adopt(const engine::ContainerDetails& container, const RunnerState& state,
               const CreateContainer& action) {
  using namespace model::labels;
  const engine::Labels& labels = container.labels;
  if (action.one_off) return engine::label(labels, kSlug) == action.one_off->slug;
  return engine::label(labels, kProjectId) == state.context.stack.id &&
         engine::label(labels, kService) == action.service &&
         engine::label(labels, kContainerNumber) == std::to_string(action.number) &&
         engine::label(labels, kConfigHash) ==
             container_hash(state.service(action.service), state.first_containers());
}

bool is_anonymous_volume(const engine::MountPoint& mount) {
  constexpr std::size_t kIdLength = 64;
  return mount.type == "volume" && mount.name.size() == kIdLength &&
         std::ranges::all_of(mount.name, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// Anonymous volumes go over to the container that replaces another: they hold its data.
Task<std::map<std::string, std::string>> inherited_volumes(engine::Client& client,
                                                           std::string replaced) {
  std::map<std::string, std::string> volumes;
  if (replaced.empty()) co_return volumes;
  const auto old = co_await client.inspect_container(std::move(replaced));
  if (!old) co_return volumes;
  for (const engine::MountPoint& mount : old->mounts) {
    if (is_anonymous_volume(mount)) volumes.emplace(mount.destination, mount.name);
  }
  co_return volumes;
}

/// The containers that a service shares namespaces with by name, as far as they exist.
Task<std::map<std::string, std::string>> named_containers(engine::Client& client,
                                                          const model::Service& service) {
  constexpr std::string_view kContainer = "container:";
  std::map<std::string, std::string> ids;
  for (const std::string& mode : {service.network_mode, service.pid, service.ipc}) {
    if (!mode.starts_with(kContainer)) continue;
    const std::string name = mode.substr(kContainer.size());
    const auto container = co_await client.inspect_container(name);
    if (container) ids[name] = container->id;
  }
  co_return ids;
}

Task<ContainerSpec> make_spec(RunnerState& state, const CreateContainer& action) {
  const UsedImage image = state.image(action.service);
  auto inherited = co_await inherited_volumes(state.context.client, action.replaces);
  auto named = co_await named_containers(state.context.client, state.service(action.service));
  const SpecInput input{
      .stack = state.context.stack,
      .service = state.service(action.service),
      .number = action.number,
      .image = image.reference,
      .api = state.context.client.api_version(),
      .container_ids = state.first_containers(),
      .named_containers = std::move(named),
      .inherited_volumes = std::move(inherited),
      .replaces = action.replaces,
      .default_environment = engine::configured_proxies(
          state.context.docker_config_json, state.context.client.endpoint().to_string()),
      .image_id = image.id,
      .fallback = image.detail,
      .one_off = action.one_off};
  co_return container_spec(input);
}

/// The answer of a create call.
struct Answer {
  engine::CreateResult result;
  std::exception_ptr lost;  ///< no answer, or one (5xx) that leaves open whether it was created
};

Task<Answer> ask(engine::Client& client, const ContainerSpec& spec) {
  Answer answer;
  try {
    answer.result = co_await client.create_container(spec.name, spec.platform, spec.body);
  } catch (const engine::EngineError& error) {
    if (error.status() >= 400) answer.result.message = error.daemon_message();
    if (error.status() < 400 || error.status() >= 500) answer.lost = std::current_exception();
  } catch (const engine::EngineUnavailable&) {
    answer.lost = std::current_exception();
  }
  co_return answer;
}

StepFailed name_taken(const ContainerSpec& spec, const engine::ContainerDetails& holder,
                      const model::Service& service) {
  StepFailed failed;
  failed.exit_code = ExitCode::kConflict;
  failed.report.code = "DS2102";
  failed.report.title = fmt::format("the container name {} is in use", spec.name);
  const std::string project = engine::label(holder.labels, model::labels::kProject);
  failed.report.lines.push_back(
      {"held by",
       fmt::format("container {} ({}), {}", holder.id.substr(0, 12), holder.status,
                   project.empty() ? "of no project" : "project " + project),
       service.span.file_and_line()});
  failed.report.next = {"docker rm " + holder.id.substr(0, 12), "devstack -p OTHER_NAME up"};
  return failed;
}

bool is_missing_source(const std::string& words) {
  return words.find("bind source path does not exist") != std::string::npos;
}

StepFailed refused(const std::string& words, bool missing_image, const model::Service& service) {
  StepFailed failed =
      missing_image
          ? engine_refused("DS3113",
                           fmt::format("{}: the image {} is gone", service.name, service.image),
                           words, service.image_span)
      : is_missing_source(words)
          ? engine_refused(
                "DS3106", fmt::format("{}: a folder or file to mount does not exist", service.name),
                words, service.span)
          : engine_refused(
                "DS3105", fmt::format("{}: the engine does not create its container", service.name),
                words, service.span);
  failed.report.next = {missing_image ? "devstack up" : "devstack config"};
  return failed;
}

/// What stands under the name: looked up after a conflict or a lost reply. A container that is just
/// being removed is waited for (then empty).
Task<std::optional<engine::ContainerDetails>> holder_of(RunnerState& state, std::string name) {
  for (int tries = 0;; ++tries) {
    auto holder = co_await state.context.client.inspect_container(name);
    if (!holder || holder->status != "removing" || tries == kRemovalTries) co_return holder;
    co_await state.context.loop.sleep(kRemovalPause);
  }
}

Task<void> connect_extra_networks(engine::Client& client, const ContainerSpec& spec) {
  for (const auto& [network, body] : spec.extra_networks) {
    co_await client.connect_network(network, body);
  }
}

}  // namespace

Task<StepResult> create_container(RunnerState& state, CreateContainer action) {
  if (!action.one_off && state.skips(action.service)) co_return StepDone{};
  state.begin(action.service);
  state.changed(action.service, ServiceState::kCreating);
  const model::Service& service = state.service(action.service);
  const ContainerSpec spec = co_await make_spec(state, action);
  Answer answer;
  // A name that is taken, and nothing stands under it: removed just now, or the engine is still at
  // work for a command that was cut off.
  for (int tries = 0;; ++tries) {
    answer = co_await ask(state.context.client, spec);
    if (!answer.lost && !answer.result.name_conflict) break;
    const auto holder = co_await holder_of(state, spec.name);
    if (holder && may_adopt(*holder, state, action)) {
      answer.result.id = holder->id;
      break;
    }
    if (!answer.result.name_conflict) break;
    if (holder) co_return name_taken(spec, *holder, service);
    if (tries == kRemovalTries) break;
    if (tries > 0) co_await state.context.loop.sleep(kRemovalPause);
  }
  const engine::CreateResult& created = answer.result;
  if (created.id.empty()) {
    if (created.message.empty() && answer.lost) std::rethrow_exception(answer.lost);
    co_return refused(created.message, created.missing_image, service);
  }
  for (const std::string& warning : created.warnings) {
    state.notice(Notice::Level::kWarning, action.service + ": " + warning);
  }
  co_await connect_extra_networks(state.context.client, spec);
  state.set_container(action.service, action.number, created.id);
  // A step starts the others, and does it then.
  if (action.one_off) co_await put_files(state, service, created.id);
  state.changed(action.service, ServiceState::kWaiting);
  co_return StepDone{};
}

Task<StepResult> rename_container(RunnerState& state, RenameContainer action) {
  const std::string id =
      action.id.empty() ? state.container(action.service, action.number) : action.id;
  const std::string name =
      engine_container_name(state.context.stack, state.service(action.service), action.number);
  const auto now = co_await state.context.client.inspect_container(id);
  // An interrupted run, or a lost reply, may have done it already.
  if (now && now->name == name) co_return StepDone{};
  co_await state.context.client.rename_container(id, name);
  co_return StepDone{};
}

}  // namespace devstack::reconcile
