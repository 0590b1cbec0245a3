#include "load/value_check.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "load/cast.hpp"

namespace devstack::load {

void ValueCheck::refuse(std::string_view key, std::string_view wrong, std::string hint) const {
  const Node* const value = reader_.find(key);
  const SourceSpan span = value == nullptr ? SourceSpan{} : value->span;
  diagnostics_.error(code_, span, fmt::format("\"{}.{}\" {}", path_, key, wrong), std::move(hint));
}

void ValueCheck::duration_at_least(std::string_view key, std::chrono::nanoseconds least) const {
  const auto value = reader_.duration(key);
  if (!value || *value >= least) return;
  refuse(key, fmt::format("must be at least {}, not {}", format_duration(least), reader_.text(key)),
         "durations look like 100ms, 30s or 1m30s");
}

void ValueCheck::duration_above_zero(std::string_view key) const {
  const auto value = reader_.duration(key);
  if (!value || value->count() > 0) return;
  refuse(key, fmt::format("must be longer than nothing, not {}", reader_.text(key)),
         "durations look like 100ms, 30s or 1m30s");
}

void ValueCheck::integer_within(std::string_view key, std::int64_t least, std::int64_t most) const {
  const auto value = reader_.integer(key);
  if (!value || (*value >= least && *value <= most)) return;
  refuse(key, fmt::format("must be from {} to {}, not {}", least, most, *value), {});
}

void ValueCheck::number_above_zero(std::string_view key) const {
  const auto value = reader_.number(key);
  if (!value || (*value > 0 && std::isfinite(*value))) return;
  refuse(key, fmt::format("must be more than 0, not {}", reader_.text(key)), {});
}

void ValueCheck::size_above_zero(std::string_view key) const {
  const auto value = reader_.integer(key);
  if (!value || *value > 0) return;
  refuse(key, fmt::format("must be more than 0, not {}", reader_.text(key)),
         "sizes look like 512M, 1.5G or 67108864");
}

void ValueCheck::text_not_blank(std::string_view key) const {
  const Node* const value = reader_.find(key);
  if (value == nullptr || !value->is_string() || !trim(value->text).empty()) return;
  refuse(key, "is empty", {});
}

void ValueCheck::text_is_one_word(std::string_view key) const {
  const std::string text = reader_.text(key);
  const bool good = std::none_of(text.begin(), text.end(),
                                 [](unsigned char c) { return c <= 0x20 || c == 0x7f; });
  if (!good) refuse(key, "must not have blanks or control characters", "write blanks as %20");
}

void ValueCheck::list_not_empty(std::string_view key) const {
  const Node* const list = reader_.find(key);
  if (list == nullptr || !list->is_sequence()) return;
  if (list->items.empty()) refuse(key, "is an empty list", {});
  for (const Node& item : list->items) {
    if (!item.is_string() || !trim(item.text).empty()) continue;
    diagnostics_.error(code_, item.span,
                       fmt::format("\"{}.{}\" has an item without text", path_, key));
  }
}

bool is_variable_name(std::string_view text) {
  const auto letter = [](unsigned char c) { return std::isalpha(c) != 0 || c == '_'; };
  return !text.empty() && letter(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(),
                     [&](unsigned char c) { return letter(c) || std::isdigit(c) != 0; });
}

}  // namespace devstack::load
