// Which services run as mocks: asked for, kept as long as their image stays away, or because the
// image may not be pulled.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/engine/image_reference.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/image_policy.hpp"

namespace devstack::reconcile {
namespace {

enum class Presence { kUnknown, kThere, kMissing };

Presence presence_of(const Observed& observed, const std::string& reference) {
  const auto image = observed.images.find(reference);
  if (image == observed.images.end()) return Presence::kUnknown;
  return image->second ? Presence::kThere : Presence::kMissing;
}

/// Stand-in or fallback build: they come before the mock.
bool has_other_fallback(const Observed& observed, const model::Service& service) {
  if (!service.extension.image_fallback) return false;
  const model::ImageFallback& fallback = *service.extension.image_fallback;
  if (fallback.build) return true;
  const auto reference = engine::parse_image_reference(service.image);
  return fallback.local && reference &&
         presence_of(observed, engine::stand_in_name(*reference)) == Presence::kThere;
}

/// Our container of the same configuration that already is a mock because of its image.
const ObservedContainer* running_mock(const Observed& observed, const model::Service& service) {
  for (const ObservedContainer& container : observed.containers) {
    if (container.service != service.name || container.one_off) continue;
    if (!is_fallback_mock(container.labels)) continue;
    const auto reason = container.labels.find(model::labels::kFallback);
    const bool by_image = reason != container.labels.end() && reason->second != kMockOption;
    if (by_image && container.config_hash == service.config_hash) return &container;
  }
  return nullptr;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// A job that a run before has left out for its image, and that has not changed since.
bool was_left_out(const Observed& observed, const model::Service& service) {
  const auto record = observed.jobs.find(left_out_key(service.name));
  return service.is_job && record != observed.jobs.end() && record->second == service.config_hash;
}

std::string why_mock(const Observed& observed, const UpOptions& options,
                     const model::Service& service) {
  if (contains(options.mocks, service.name)) return kMockOption;
  if (presence_of(observed, service.image) == Presence::kThere) return {};
  const bool tries_again = options.pull_policy == "always" || is_forced(options, service);
  if (const auto* mock = running_mock(observed, service); mock != nullptr && !tries_again) {
    return mock->labels.find(model::labels::kFallback)->second;
  }
  if (was_left_out(observed, service) && !tries_again &&
      !contains(options.run_again, service.name)) {
    return no_image_reason(service);
  }
  if (presence_of(observed, service.image) != Presence::kMissing || is_built(service, options)) {
    return {};
  }
  if (may_be_pulled(service, options) || has_other_fallback(observed, service)) return {};
  return fmt::format("{} is not here, and {}", service.image, why_not_pulled(service, options));
}

bool can_be_mocked(const model::Service& service) {
  return service.extension.mock && !service.extension.is_mock;
}

/// The image of a step that has no way to come; empty: it has.
std::string missing_image(const model::Stack& stack, const Observed& observed,
                          const UpOptions& options, const Step& step) {
  const auto* ensure = std::get_if<EnsureImage>(&step.action);
  if (ensure == nullptr) return {};
  const auto found = stack.services.find(ensure->service);
  if (found == stack.services.end()) return {};
  const model::Service& service = found->second;
  const bool comes = may_be_pulled(service, options) || is_built(service, options) ||
                     service.extension.is_mock || service.extension.mock ||
                     presence_of(observed, service.image) != Presence::kMissing ||
                     has_other_fallback(observed, service);
  return comes ? std::string() : service.image;
}

}  // namespace

Mocks choose_mocks(const model::Stack& stack, const Observed& observed, const UpOptions& options) {
  Mocks mocks;
  for (const auto& [name, service] : stack.services) {
    if (!can_be_mocked(service)) continue;
    std::string reason = why_mock(observed, options, service);
    if (!reason.empty()) mocks.emplace(name, std::move(reason));
  }
  return mocks;
}

Mocks running_mocks(const model::Stack& stack, const std::vector<engine::Labels>& containers) {
  Mocks mocks;
  for (const engine::Labels& labels : containers) {
    const auto name = labels.find(model::labels::kService);
    const auto reason = labels.find(model::labels::kFallback);
    if (!is_fallback_mock(labels) || name == labels.end() || reason == labels.end()) continue;
    const auto service = stack.services.find(name->second);
    if (service != stack.services.end() && can_be_mocked(service->second)) {
      mocks.emplace(name->second, reason->second);
    }
  }
  return mocks;
}

Mocks running_mocks(const model::Stack& stack, const Observed& observed) {
  std::vector<engine::Labels> labels;
  for (const ObservedContainer& container : observed.containers) labels.push_back(container.labels);
  Mocks mocks = running_mocks(stack, labels);
  for (const auto& [name, service] : stack.services) {
    if (can_be_mocked(service) && was_left_out(observed, service)) {
      mocks.emplace(name, no_image_reason(service));
    }
  }
  return mocks;
}

ImplementedStack::ImplementedStack(const model::Stack& declared, const Mocks& mocks)
    : declared_(declared) {
  if (mocks.empty()) return;
  changed_ = declared;
  for (const auto& [name, reason] : mocks) {
    model::Service& service = changed_->services.find(name)->second;
    service = as_mock(service, declared.directory, reason);
  }
}

std::string why_skipped(const model::Stack& stack, const model::Service& job) {
  if (!job.is_job) return {};
  if (is_fallback_mock(job)) return fallback_reason(job);
  for (const model::Dependency& dependency : job.depends_on) {
    const auto needed = stack.services.find(dependency.service);
    if (needed != stack.services.end() && is_fallback_mock(needed->second)) {
      return dependency.service + (needed->second.is_job ? " is left out" : " is a mock");
    }
  }
  return {};
}

std::optional<FailureReport> missing_images(const model::Stack& stack, const Observed& observed,
                                            const Plan& plan, const UpOptions& options) {
  FailureReport report;
  std::vector<std::string> images;
  for (const Step& step : plan.steps) {
    const std::string image = missing_image(stack, observed, options, step);
    if (image.empty()) continue;
    const model::Service& service = stack.services.find(service_of(step.action))->second;
    std::string text = fmt::format("{} for {}", image, service.name);
    if (service.image_is_derived) text += ": " + why_not_pulled(service, options);
    report.lines.push_back({"image", std::move(text), service.image_span.file_and_line()});
    if (!contains(images, image)) images.push_back(image);
  }
  if (images.empty()) return std::nullopt;
  report.code = "DS3112";
  report.title = fmt::format("{} not here, and {} be pulled",
                             images.size() == 1 ? "the image " + images.front() + " is"
                                                : fmt::format("{} images are", images.size()),
                             options.offline ? "with --offline nothing may" : "it may not");
  report.next = {"devstack pull", "docker load < IMAGE.tar"};
  return report;
}

}  // namespace devstack::reconcile
