// Why a value stands in the canonical document that nobody wrote.
#pragma once

#include <string>
#include <string_view>

namespace devstack::load {

/// A sentence without full stop for the value at `path` ("services.web.networks.default").
[[nodiscard]] std::string default_reason(std::string_view path);

}  // namespace devstack::load
