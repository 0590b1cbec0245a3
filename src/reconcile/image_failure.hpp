// Why an image cannot be had or sent, told from the words of the engine and of registries, and what
// the user is told then.
#pragma once

#include <string>
#include <string_view>

#include "devstack/model/service.hpp"
#include "devstack/reconcile/executor.hpp"

namespace devstack::reconcile {

enum class ImageFailure {
  kDenied,       ///< the registry wants a login, or refuses this one
  kNoSuchImage,  ///< the registry knows no such name or tag
  kUnreachable,  ///< the way to the registry
  kNoSpace,      ///< on the engine's disk
  kPlatform,     ///< there is none for the platform
  kOther,
};

[[nodiscard]] ImageFailure image_failure(std::string_view words);

/// It may go well at the next try: a registry in trouble, a connection that broke.
[[nodiscard]] bool is_transient(std::string_view words);
/// True for reasons that lie in the way to the registry, not in the image.
[[nodiscard]] bool is_registry_unreachable(std::string_view words);
/// True for a build's words that it could not get the image that it builds upon.
[[nodiscard]] bool is_base_image_missing(std::string_view words);

/// The image of a service could not be pulled.
[[nodiscard]] StepFailed pull_failed(const model::Service& service, const std::string& words);
/// An image of a service could not be pushed.
[[nodiscard]] StepFailed push_failed(const model::Service& service, const std::string& image,
                                     const std::string& words);
/// The image is there, or was pulled, for another platform than the service asks for.
[[nodiscard]] StepFailed platform_differs(const model::Service& service, const std::string& found);

}  // namespace devstack::reconcile
