// `mock` of x-devstack: what may stand in for a real image.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/extension.hpp"
#include "devstack/model/service.hpp"

namespace devstack::load {

/// True for "devstack/mock", with or without tag and digest.
[[nodiscard]] bool is_mock_image(std::string_view image);

/// `mock` is canonical and belongs to a service with a real image; `path` names it in messages.
[[nodiscard]] model::Mock decode_mock(const Node& mock, const std::string& path,
                                      Diagnostics& diagnostics);

/// Refuses members where the image is the mock itself: its behaviour stands in Compose's keys.
void refuse_mock_members(const Node& mock, const std::string& path, Diagnostics& diagnostics);

/// With a real image in the mock's place, and nothing else changed, a health check by the mock's
/// own program would fail for ever: where `ready` decides it is none.
void drop_mocks_health_check(model::Service& service);

}  // namespace devstack::load
