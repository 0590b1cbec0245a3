// One container's image in the shape of `docker compose images`.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// Member names, their order and their formats are those of Docker Compose 2.40.
[[nodiscard]] Value compose_image_entry(const engine::ContainerSummary& container,
                                        const engine::ImageDetails& image);

/// A row of its table: container, repository, tag, platform, id, size, age.
[[nodiscard]] std::vector<std::string> compose_image_row(const engine::ContainerSummary& container,
                                                         const engine::ImageDetails& image,
                                                         engine::Timestamp now);

}  // namespace devstack::cli
