// The image cannot be had: what the service declares for that case, and never in silence.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "ensure_image.hpp"

namespace devstack::reconcile {
namespace {

bool ensures_image(const Plan& plan, const std::string& service) {
  return std::ranges::any_of(plan.steps, [&service](const Step& step) {
    const auto* ensure = std::get_if<EnsureImage>(&step.action);
    return ensure != nullptr && ensure->service == service;
  });
}

/// The first line: engines and registries are wordy.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string fallback_tag(const model::Stack& stack, const model::Service& service) {
  return fmt::format("devstack/fallback/{}-{}", stack.project, service.name);
}

}  // namespace

bool makes_container(const Plan& plan, const std::string& service) {
  return std::ranges::any_of(plan.steps, [&service](const Step& step) {
    const auto* create = std::get_if<CreateContainer>(&step.action);
    return create != nullptr && create->service == service;
  });
}

Task<StepResult> ImageKeeper::fall_back(const model::Service& service, std::string why,
                                        StepFailed failed) {
  auto image = co_await stand_in(service);
  if (!image) image = co_await built_fallback(service, failed);
  if (image) {
    state_.notice(Notice::Level::kWarning,
                  fmt::format("{}: {} ({})", service.name, image->detail, first_line(why)));
    co_return co_await use(service, *image);
  }
  const bool has_mock = service.extension.mock && !service.extension.is_mock;
  if (has_mock && makes_container(state_.context.plan, service.name)) {
    const std::string what =
        service.is_job ? "it is left out without " : "its mock runs in place of ";
    state_.notice(Notice::Level::kWarning,
                  fmt::format("{}: {}{} ({})", service.name, what, service.image, first_line(why)));
    state_.use_mock(service.name, no_image_reason(service));
    if (state_.skips(service.name)) co_return StepDone{};
    co_return co_await ensure_mock(state_.service(service.name));
  }
  if (co_await loses_its_work(service)) co_return StepDone{};
  co_return failed;
}

Task<std::optional<UsedImage>> ImageKeeper::stand_in(const model::Service& service) {
  const auto& fallback = service.extension.image_fallback;
  const auto upstream = engine::parse_image_reference(service.image);
  if (!fallback || !fallback->local || !upstream) co_return std::nullopt;
  UsedImage image;
  image.reference = engine::stand_in_name(*upstream);
  image.implementation = Implementation::kStandIn;
  image.detail = fmt::format("{} stands in for {}", image.reference, service.image);
  const auto found = co_await state_.context.client.inspect_image(image.reference);
  if (!found) co_return std::nullopt;
  co_return image;
}

Task<std::optional<UsedImage>> ImageKeeper::built_fallback(const model::Service& service,
                                                           StepFailed& failed) {
  const auto& fallback = service.extension.image_fallback;
  if (!fallback || !fallback->build || service.extension.is_mock) co_return std::nullopt;
  model::Service made = service;
  made.image = fallback_tag(state_.context.stack, service);
  made.build = fallback->build;
  made.build->labels[model::labels::kStandIn] = service.image;
  made.build->tags.clear();
  state_.changed(service.name, ServiceState::kBuilding);
  const BuildOutcome outcome = co_await build_image(state_, made);
  if (outcome.failure) {
    failed.report.lines.push_back(
        {"fallback", "its build failed: " + outcome.words, fallback->build->span.file_and_line()});
    co_return std::nullopt;
  }
  UsedImage image;
  image.reference = made.image;
  image.implementation = Implementation::kStandIn;
  image.detail = fmt::format("{}, built here, stands in for {}", made.image, service.image);
  co_return image;
}

Task<bool> ImageKeeper::loses_its_work(const model::Service& job) {
  if (!job.is_job) co_return false;
  for (const model::Dependency& dependency : job.depends_on) {
    const auto needed = state_.context.stack.services.find(dependency.service);
    if (needed == state_.context.stack.services.end() || !needed->second.extension.mock) continue;
    if (!ensures_image(state_.context.plan, dependency.service)) continue;
    // Its image decides whether it becomes a mock.
    co_await ensure(dependency.service);
  }
  co_return state_.skips(job.name);
}

}  // namespace devstack::reconcile
