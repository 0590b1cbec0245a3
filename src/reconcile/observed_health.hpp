// The health test of an image and that of a container have the same members in the engine's
// answers.
#pragma once

#include <string>
#include <utility>

#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

/// `inspected`: engine::ImageDetails or engine::ContainerDetails.
template <class Inspected>
[[nodiscard]] ObservedImage observed_health(std::string image_id, const Inspected& inspected) {
  ObservedImage image;
  image.id = std::move(image_id);
  image.health_test = inspected.health_test;
  image.health_interval = inspected.health_interval;
  image.health_timeout = inspected.health_timeout;
  image.health_start_period = inspected.health_start_period;
  image.health_retries = inspected.health_retries;
  return image;
}

}  // namespace devstack::reconcile
