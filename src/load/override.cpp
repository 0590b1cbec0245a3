#include "load/override.hpp"

#include <string_view>
#include <utility>

#include "devstack/base/source_step.hpp"
#include "load/cast.hpp"

namespace devstack::load {

namespace {

constexpr std::size_t kMaxText = 200;

void write(const Node& node, std::string& out) {
  if (out.size() > kMaxText) return;
  std::string_view separator;
  if (node.is_mapping()) {
    out += '{';
    for (const Entry& entry : node.entries) {
      out += separator;
      out += entry.key + ": ";
      write(entry.value, out);
      separator = ", ";
    }
    out += '}';
  } else if (node.is_sequence()) {
    out += '[';
    for (const Node& item : node.items) {
      out += separator;
      write(item, out);
      separator = ", ";
    }
    out += ']';
  } else {
    out += node.is_null() ? "null" : scalar_text(node);
  }
}

}  // namespace

std::string compact_text(const Node& node) {
  std::string text;
  write(node, text);
  if (text.size() <= kMaxText) return text;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

void note_override(Node& replacement, const Node& value, Record record) {
  if (record == Record::kNothing || !value.span.known() || !replacement.span.known()) return;
  add_step(replacement.span, {SourceStep::Kind::kOverrode, value.span, compact_text(value), {}});
}

void override_value(Node& value, Node replacement, Record record) {
  note_override(replacement, value, record);
  value = std::move(replacement);
}

void note_merge(Node& base, const Node& overlay, Record record) {
  if (record == Record::kNothing || !overlay.span.known() || !base.span.known()) return;
  add_step(base.span, {SourceStep::Kind::kMerged, overlay.span, {}, {}});
}

void note_removal(Node& base, const std::string& key, const SourceSpan& where, Record record) {
  const Entry* removed = base.find_entry(key);
  if (record == Record::kNothing || removed == nullptr) return;
  SourceSpan place = where;
  add_step(place,
           {SourceStep::Kind::kOverrode, removed->value.span, compact_text(removed->value), {}});
  add_step(base.span, {SourceStep::Kind::kRemoved, std::move(place), key, {}});
}

}  // namespace devstack::load
