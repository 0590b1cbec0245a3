// The label that lets `plan` name the field that changed: hashes of a service's canonical fields.
#pragma once

#include <optional>
#include <string>

#include "devstack/model/service.hpp"

namespace devstack::reconcile {

/// Compact JSON; the value of model::labels::kSpec.
[[nodiscard]] std::string encode_field_label(const model::StringMap& field_hashes);
/// Empty when the text is not such a label.
[[nodiscard]] std::optional<model::StringMap> decode_field_label(const std::string& label);

}  // namespace devstack::reconcile
