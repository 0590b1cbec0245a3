// Hashes over inline contents, values of variables, and files.
#include "reconcile/file_contents.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>

#include "devstack/base/hash.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kHashLength = 16;

using Sources = std::map<std::string, model::FileSource, std::less<>>;

std::optional<std::string> read_regular_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

std::optional<std::string> content_of(const model::FileSource& source) {
  if (source.content) return source.content;
  return source.file ? read_regular_file(*source.file) : std::nullopt;
}

void add_hashes(const std::string& kind, const std::string& salt, const Sources& sources,
                const std::vector<model::FileReference>& references, model::StringMap& hashes) {
  for (const model::FileReference& reference : references) {
    const auto source = sources.find(reference.source);
    if (source == sources.end()) continue;
    const auto content = content_of(source->second);
    if (!content) continue;
    hashes[kind + "." + reference.source] =
        sha256_hex(salt + '\n' + *content).substr(0, kHashLength);
  }
}

}  // namespace

model::StringMap content_hashes(const model::Stack& stack, const model::Service& service) {
  model::StringMap hashes;
  add_hashes("configs", stack.id, stack.configs, service.configs, hashes);
  add_hashes("secrets", stack.id, stack.secrets, service.secrets, hashes);
  return hashes;
}

}  // namespace devstack::reconcile
