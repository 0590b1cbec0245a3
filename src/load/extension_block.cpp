#include "load/extension_block.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "load/canonical.hpp"
#include "load/check_shape.hpp"

namespace devstack::load {

Node prepare_block(Node block, const Shape& shape, const std::string& path,
                   Diagnostics& diagnostics) {
  check_shape(block, shape, path, kExtensionCodes, diagnostics);
  canonicalise(block, shape, path, diagnostics);
  return block;
}

void refuse_extension(const Node& member, const std::string& path, Diagnostics& diagnostics) {
  const Entry* const entry = member.find_entry("x-devstack");
  if (entry == nullptr) return;
  diagnostics.error(kExtensionCodes.unknown_key, entry->key_span,
                    fmt::format("unknown key \"x-devstack\" in \"{}\"", path),
                    "services, volumes and the top of the file take one");
}

std::vector<const Entry*> in_file_order(const std::vector<Entry>& entries) {
  std::vector<const Entry*> ordered;
  ordered.reserve(entries.size());
  for (const Entry& entry : entries) ordered.push_back(&entry);
  const auto place = [](const Entry* entry) {
    const SourceSpan& span = entry->key_span;
    return std::tuple(span.file ? span.file->path : std::string(), span.line, span.column);
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&place](const Entry* a, const Entry* b) { return place(a) < place(b); });
  return ordered;
}

void report_twice(const SourceSpan& later, const SourceSpan& earlier, std::string message,
                  std::string hint, Diagnostics& diagnostics) {
  Diagnostic found;
  found.code = kExtensionCodes.wrong_value;
  found.message = std::move(message);
  found.where = later;
  found.hint = std::move(hint);
  found.also_where = earlier;
  found.also_message = "the first one";
  diagnostics.add(std::move(found));
}

}  // namespace devstack::load
