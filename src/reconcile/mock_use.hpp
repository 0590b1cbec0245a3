// Who runs from the mock image: the mocks themselves, and jobs that use only the HTTP client in it
// (`devstack-mock --requests`) and stand in for nothing.
#pragma once

#include <string_view>

#include "devstack/model/names.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::reconcile {

/// The engine has the image from devstack, never from a registry.
[[nodiscard]] inline bool uses_mock_image(const model::Service& service) {
  const std::string_view image = service.image;
  return service.extension.is_mock || image == model::kMockRepository ||
         (image.starts_with(model::kMockRepository) && image[model::kMockRepository.size()] == ':');
}

/// A job without `mock:` uses the client of the image: what it does is real.
[[nodiscard]] inline bool is_mock_client(const model::Service& service) {
  return uses_mock_image(service) && service.extension.job && !service.extension.is_mock;
}

}  // namespace devstack::reconcile
