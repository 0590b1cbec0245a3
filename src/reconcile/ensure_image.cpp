// Decides by pull_policy, the options of the run and what is there.
#include "ensure_image.hpp"

#include <fmt/format.h>

#include "devstack/model/names.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "host_report.hpp"
#include "image_failure.hpp"
#include "image_policy.hpp"
#include "mock_use.hpp"

namespace devstack::reconcile {
namespace {

/// How long a registry may stay silent before the first word about an image.
constexpr Duration kFirstSign{20'000};
constexpr Duration kFirstSignWithFallback{8'000};

bool is_mock(const model::Service& service) {
  const auto reference = engine::parse_image_reference(service.image);
  return reference && reference->registry == "docker.io" &&
         reference->repository == model::kMockRepository;
}

bool has_fallback(const model::Service& service) {
  return service.extension.image_fallback || service.extension.mock;
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

}  // namespace

Task<StepResult> ImageKeeper::ensure(std::string name) {
  if (const auto known = results_.find(name); known != results_.end()) co_return known->second;
  struct Work {
    static Task<std::string> settle(ImageKeeper& keeper, std::string service) {
      StepResult result = co_await keeper.decide(service);
      if (std::holds_alternative<StepDone>(result)) keeper.tell_end(service);
      keeper.results_.insert_or_assign(service, std::move(result));
      co_return std::string();
    }
  };
  auto work = Work::settle(*this, name);
  co_await once("service " + name, std::move(work));
  co_return results_.find(name)->second;
}

Task<StepResult> ImageKeeper::decide(std::string name) {
  state_.begin(name);
  const model::Service& service = state_.service(name);
  const UpOptions& options = state_.context.options;
  if (is_mock(service)) co_return co_await ensure_mock(service);
  const bool settled = options.refreshed.contains(name);
  if (!settled && builds_anew(service, options)) co_return co_await ensure_built(service);
  const auto found = co_await state_.context.client.inspect_image(service.image);
  const bool fits = found && wrong_platform(service, *found).empty();
  if (fits && (settled || why_anew(service, state_.context.observed, options).empty())) {
    const UsedImage image{service.image, found->id, Implementation::kDeclared, {}};
    co_return co_await use(service, image);
  }
  co_return co_await get(service, fits);
}

void ImageKeeper::tell_end(const std::string& service) {
  if (makes_container(state_.context.plan, service) || state_.skips(service)) return;
  const bool built = built_.contains(service);
  state_.finished(service, built ? ServiceState::kBuilt : ServiceState::kPulled);
}

Task<StepResult> ImageKeeper::get(const model::Service& service, bool present) {
  const UpOptions& options = state_.context.options;
  const bool built = is_built(service, options);
  const UsedImage image{service.image, {}, Implementation::kDeclared, {}};
  if (may_be_pulled(service, options)) {
    StepResult pulled = co_await ensure_pulled(service, present, built);
    const bool failed = std::holds_alternative<StepFailed>(pulled);
    if (!built || !failed) co_return pulled;
    if (present) co_return co_await use(service, image);
  }
  if (built) co_return co_await ensure_built(service);
  if (present) co_return co_await use(service, image);
  const std::string why = why_not_pulled(service, options);
  co_return co_await fall_back(service, why, not_allowed(service, why));
}

Task<StepResult> ImageKeeper::build(std::string name) {
  const model::Service& service = state_.service(name);
  state_.begin(name);
  state_.changed(name, ServiceState::kBuilding);
  BuildOutcome outcome = co_await build_image(state_, service);
  if (outcome.failure) co_return std::move(*outcome.failure);
  state_.finished(name, ServiceState::kBuilt);
  co_return StepDone{};
}

Task<StepResult> ImageKeeper::ensure_mock(const model::Service& service) {
  if (state_.context.paths.mock_binary.empty()) co_return mock_not_installed(service);
  struct Work {
    static Task<std::string> make(RunnerState& state, std::string reference) {
      co_await ensure_mock_image(state.context.client, state.context.loop,
                                 state.context.paths.mock_binary);
      if (reference != model::kMockImage) {
        co_await state.context.client.tag_image(model::kMockImage, std::move(reference));
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
  const std::string key = "build " + service.image;
  auto work = build_once(service);
  const std::string failure = co_await once(key, std::move(work));
  if (!failure.empty()) {
    StepFailed failed = failed_builds_.find(service.image)->second;
    // A build that breaks by itself is for its author to mend, not to be covered up.
    if (!is_base_image_missing(failure)) co_return failed;
    co_return co_await fall_back(service, "it cannot be built: " + failure, std::move(failed));
  }
  const UsedImage image{service.image, {}, Implementation::kDeclared, {}};
  co_return co_await use(service, image);
}

Task<std::string> ImageKeeper::build_once(const model::Service& service) {
  built_.insert(service.name);
  state_.changed(service.name, ServiceState::kBuilding);
  BuildOutcome outcome = co_await build_image(state_, service);
  if (outcome.failure) failed_builds_.insert_or_assign(service.image, std::move(*outcome.failure));
  co_return std::move(outcome.words);
}

Task<StepResult> ImageKeeper::ensure_pulled(const model::Service& service, bool present,
                                            bool built) {
  state_.changed(service.name, ServiceState::kPulling);
  auto work = pull(service, built);
  const std::string key = "pull " + service.image + " " + service.platform;
  const std::string failure = co_await once(key, std::move(work));
  if (failure.empty()) {
    const UsedImage image{service.image, {}, Implementation::kDeclared, {}};
    co_return co_await use(service, image);
  }
  if (present || built) co_return pull_failed(service, failure);
  co_return co_await fall_back(service, failure, pull_failed(service, failure));
}

Task<std::string> ImageKeeper::pull(const model::Service& service, bool built) {
  const std::string registry = engine::registry_of(service.image);
  if (const auto dead = dead_registries_.find(registry); dead != dead_registries_.end()) {
    co_return dead->second;
  }
  const bool patient = !has_fallback(service) && !built;
  std::string failure =
      co_await pull_with_retries(state_, service, patient ? kFirstSign : kFirstSignWithFallback);
  if (is_registry_unreachable(failure)) dead_registries_.insert_or_assign(registry, failure);
  co_return failure;
}

Task<StepResult> ImageKeeper::use(const model::Service& service, UsedImage image) {
  if (image.id.empty()) {
    // A pull or build may end without an error and without an image: looking is the proof.
    const auto found = co_await state_.context.client.inspect_image(image.reference);
    if (!found) co_return pull_failed(service, "the engine has no such image afterwards");
    const bool declared = image.implementation == Implementation::kDeclared;
    if (declared && !wrong_platform(service, *found).empty()) {
      co_return platform_differs(service, platform_of(*found));
    }
    image.id = found->id;
  }
  state_.set_image(service.name, std::move(image));
  co_return StepDone{};
}

}  // namespace devstack::reconcile
