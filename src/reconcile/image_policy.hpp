// Where a service's image may come from, and when it is got anew although it is there: pull_policy,
// --pull, --build, --no-build, --offline. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "devstack/engine/types.hpp"
#include "devstack/model/service.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

/// --pull, else what the file says; "if_not_present" is "missing".
[[nodiscard]] std::string pull_policy_of(const model::Service& service, const UpOptions& options);

/// It has a build, and --no-build does not forbid it.
[[nodiscard]] bool is_built(const model::Service& service, const UpOptions& options);

/// A registry may be asked for it. The name that a build without `image` gets is in none.
[[nodiscard]] bool may_be_pulled(const model::Service& service, const UpOptions& options);

/// Nothing may bring it here, in words: "its pull_policy is never".
[[nodiscard]] std::string why_not_pulled(const model::Service& service, const UpOptions& options);

/// Age at which an image is pulled again: of "daily", "weekly", "every_12h"; empty for others.
[[nodiscard]] std::optional<std::chrono::nanoseconds> refresh_interval(std::string_view policy);

/// Why the image is pulled or built although it may be there: "--build", "pull_policy is always".
/// Empty: only a missing one is got.
[[nodiscard]] std::string why_anew(const model::Service& service, const Observed& observed,
                                   const UpOptions& options);

/// True for why_anew's reasons that are about a build.
[[nodiscard]] bool builds_anew(const model::Service& service, const UpOptions& options);

/// "linux/arm64" where the service asks for another platform than that of the image; empty where
/// it fits, or the service does not care.
[[nodiscard]] std::string wrong_platform(const model::Service& service,
                                         const engine::ImageDetails& image);
/// "linux/arm64/v8"
[[nodiscard]] std::string platform_of(const engine::ImageDetails& image);

}  // namespace devstack::reconcile
