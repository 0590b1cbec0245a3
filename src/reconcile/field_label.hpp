// The label that lets `plan` name the field that changed, and from what: a mark of each canonical
// field of a service.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "devstack/model/service.hpp"

namespace devstack::reconcile {

/// The hash of a field, and its value where that may be shown.
struct FieldMark {
  std::string_view hash, text;
};

/// By field: "HASH", or "HASH VALUE".
[[nodiscard]] model::StringMap field_marks(const model::Service& service);
/// The parts of one, as views of it.
[[nodiscard]] FieldMark split_mark(std::string_view mark);

/// Compact JSON; the value of model::labels::kSpec.
[[nodiscard]] std::string encode_field_label(const model::StringMap& marks);
/// Empty when the text is not such a label.
[[nodiscard]] std::optional<model::StringMap> decode_field_label(const std::string& label);

}  // namespace devstack::reconcile
