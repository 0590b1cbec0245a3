#include "cli/project/environment_place.hpp"

#include <algorithm>

#include "devstack/base/masking.hpp"

namespace devstack::cli {

SourceSpan environment_place(const load::Loaded& loaded, const std::string& service,
                             const std::string& variable) {
  const load::Node* node = loaded.document.find("services");
  if (node != nullptr) node = node->find(service);
  if (node != nullptr) node = node->find("environment");
  if (node != nullptr) node = node->find(variable);
  return node == nullptr ? SourceSpan{} : node->span;
}

SourceSpan without_secrets(const SourceSpan& where) {
  if (!where.known()) return where;
  const std::string line(where.file->line(where.line));
  const std::string masked = mask_secrets(line);
  if (masked == line) return where;
  auto file = std::make_shared<SourceFile>();
  file->path = where.file->path;
  file->text = std::string(where.line - 1, '\n') + masked + "\n";
  SourceSpan shown = where;
  shown.file = std::move(file);
  const auto rest = masked.size() + 1 - std::min<std::size_t>(where.column, masked.size());
  shown.length = std::min(where.length, static_cast<std::uint32_t>(rest));
  return shown;
}

}  // namespace devstack::cli
