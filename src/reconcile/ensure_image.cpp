// Decides by pull_policy, the options of the run and what is there.
#include "ensure_image.hpp"

#include <fmt/format.h>

#include "devstack/reconcile/mock_service.hpp"
#include "mock_use.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::string_view kMockRepository = "devstack/mock";
constexpr char kMockReference[] = "devstack/mock:1";

/// How long a registry may stay silent before the first word about an image.
constexpr Duration kFirstSign{20'000};
constexpr Duration kFirstSignWithFallback{8'000};

bool is_mock(const model::Service& service) {
  const auto reference = engine::parse_image_reference(service.image);
  return reference && reference->registry == "docker.io" &&
         reference->repository == kMockRepository;
}

bool has_fallback(const model::Service& service) {
  return service.extension.image_fallback || service.extension.mock;
}

bool wants_pull(const model::Service& service, const UpOptions& options) {
  return options.pull || service.pull_policy == "always";
}

/// As people write it: "docker.io", not the address of its index.
std::string registry_name(const model::Service& service) {
  const auto reference = engine::parse_image_reference(service.image);
  return reference ? reference->registry : std::string();
}

StepFailed unavailable(const model::Service& service, const std::string& reason) {
  StepFailed failed;
  failed.report.code = "DS3113";
  failed.report.title = fmt::format("{}: the image {} cannot be had", service.name, service.image);
  failed.report.lines.push_back({"pull", reason, service.image_span.file_and_line()});
  if (is_registry_unreachable(reason)) {
    failed.report.lines.push_back(
        {"fix", "check the way to the registry (DNS, proxy), or `docker load` the image", {}});
  } else {
    failed.report.lines.push_back(
        {"fix",
         fmt::format("check the name; a private image needs `docker login {}`",
                     registry_name(service)),
         {}});
  }
  failed.report.next = {"devstack doctor"};
  return failed;
}

StepFailed not_allowed(const model::Service& service, std::string_view why) {
  StepFailed failed;
  failed.report.code = "DS3112";
  failed.report.title =
      fmt::format("{}: the image {} is not here, and {}", service.name, service.image, why);
  failed.report.lines.push_back({"image", service.image, service.image_span.file_and_line()});
  failed.report.next = {"docker load < IMAGE.tar", "devstack up"};
  return failed;
}

StepFailed build_failed(const model::Service& service, const std::string& words) {
  StepFailed failed =
      engine_refused("DS3111", fmt::format("{}: its image cannot be built", service.name), words,
                     service.build->span);
  failed.report.next = {"docker build " + service.build->context};
  return failed;
}

}  // namespace

Task<StepResult> ImageKeeper::ensure(std::string name) {
  if (const auto known = results_.find(name); known != results_.end()) co_return known->second;
  struct Work {
    static Task<std::string> settle(ImageKeeper& keeper, std::string service) {
      StepResult result = co_await keeper.decide(service);
      keeper.results_.insert_or_assign(service, std::move(result));
      co_return std::string();
    }
  };
  auto work = Work::settle(*this, name);
  co_await once("service " + name, std::move(work));
  co_return results_.find(name)->second;
}

Task<StepResult> ImageKeeper::decide(std::string name) {
  const model::Service& service = state_.service(name);
  const UpOptions& options = state_.context.options;
  if (is_mock(service)) co_return co_await ensure_mock(service);
  if (service.build && (options.build || service.pull_policy == "build")) {
    co_return co_await ensure_built(service);
  }
  co_return co_await ensure_present(service);
}

Task<StepResult> ImageKeeper::ensure_present(const model::Service& service) {
  const auto found = co_await state_.context.client.inspect_image(service.image);
  if (found && !wants_pull(service, state_.context.options)) {
    const UsedImage image{service.image, found->id, Implementation::kDeclared, {}};
    co_return co_await use(service, image);
  }
  if (service.build) co_return co_await ensure_built(service);
  co_return co_await ensure_pulled(service, found.has_value());
}

Task<StepResult> ImageKeeper::ensure_mock(const model::Service& service) {
  if (state_.context.paths.mock_binary.empty()) {
    StepFailed failed;
    failed.report.code = "DS4002";
    failed.report.title = service.name + ": devstack-mock is not installed beside devstack";
    failed.report.lines.push_back({"image", service.image, service.image_span.file_and_line()});
    co_return failed;
  }
  struct Work {
    static Task<std::string> make(RunnerState& state, std::string reference) {
      co_await ensure_mock_image(state.context.client, state.context.loop,
                                 state.context.paths.mock_binary);
      if (reference != kMockReference) {
        co_await state.context.client.tag_image(kMockReference, std::move(reference));
      }
      co_return std::string();
    }
  };
  auto work = Work::make(state_, service.image);
  co_await once(service.image, std::move(work));
  const Implementation by =
      is_mock_client(service) ? Implementation::kDeclared : Implementation::kMock;
  const UsedImage image{service.image, {}, by, fallback_reason(service)};
  co_return co_await use(service, image);
}

Task<StepResult> ImageKeeper::ensure_built(const model::Service& service) {
  state_.changed(service.name, ServiceState::kBuilding);
  auto work = build_image(state_, service);
  const std::string failure = co_await once("build " + service.image, std::move(work));
  if (!failure.empty()) {
    StepFailed failed = build_failed(service, failure);
    // A build that breaks by itself is for its author to mend, not to be covered up.
    if (!is_base_image_missing(failure)) co_return failed;
    co_return co_await fall_back(service, "it cannot be built: " + failure, std::move(failed));
  }
  const UsedImage image{service.image, {}, Implementation::kDeclared, {}};
  co_return co_await use(service, image);
}

Task<StepResult> ImageKeeper::ensure_pulled(const model::Service& service, bool present) {
  const UsedImage image{service.image, {}, Implementation::kDeclared, {}};
  if (state_.context.options.offline || service.pull_policy == "never") {
    if (present) co_return co_await use(service, image);
    const std::string why = state_.context.options.offline ? "nothing is pulled with --offline"
                                                           : "its pull_policy is never";
    co_return co_await fall_back(service, why, not_allowed(service, why));
  }
  state_.changed(service.name, ServiceState::kPulling);
  auto work = pull(service);
  const std::string key = "pull " + service.image + " " + service.platform;
  const std::string failure = co_await once(key, std::move(work));
  if (failure.empty()) co_return co_await use(service, image);
  if (present) co_return unavailable(service, failure);
  co_return co_await fall_back(service, failure, unavailable(service, failure));
}

Task<std::string> ImageKeeper::pull(const model::Service& service) {
  const std::string registry = engine::registry_of(service.image);
  if (const auto dead = dead_registries_.find(registry); dead != dead_registries_.end()) {
    co_return dead->second;
  }
  const Duration first_sign = has_fallback(service) ? kFirstSignWithFallback : kFirstSign;
  std::string failure = co_await pull_image(state_, service, first_sign);
  if (is_registry_unreachable(failure)) dead_registries_.insert_or_assign(registry, failure);
  co_return failure;
}

Task<StepResult> ImageKeeper::use(const model::Service& service, UsedImage image) {
  if (image.id.empty()) {
    // A pull or build may end without an error and without an image: looking is the proof.
    const auto found = co_await state_.context.client.inspect_image(image.reference);
    if (!found) co_return unavailable(service, "the engine has no such image afterwards");
    image.id = found->id;
  }
  state_.set_image(service.name, std::move(image));
  co_return StepDone{};
}

}  // namespace devstack::reconcile
