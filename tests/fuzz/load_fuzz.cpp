// A whole project in memory. A line "#@ NAME" begins the next file; what stands before the first
// one is compose.yaml. Loading gives messages or a document, and the document loads as itself
// (but for a dollar sign in a key: Compose doubles it in its output, and takes keys as they are).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/load/loader.hpp"
#include "fuzz/fuzz_check.hpp"
#include "unit/load/support.hpp"

namespace {

using devstack::load::Loaded;
using devstack::load::LoadRequest;
using devstack::load::testing::MemoryFiles;
using FileTexts = std::map<std::string, std::string>;

constexpr std::string_view kMark = "#@ ";

FileTexts split_files(std::string_view text) {
  FileTexts files;
  std::string name = "compose.yaml";
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(kMark)) {
      name = line.substr(kMark.size());
    } else {
      files["/p/" + name].append(line).append(1, '\n');
    }
  }
  return files;
}

std::optional<Loaded> load(const FileTexts& texts) {
  const MemoryFiles files(texts);
  LoadRequest request;
  request.working_directory = "/p";
  request.files = {"compose.yaml"};
  request.environment = {{"A", "1"}, {"B", ""}, {"NAME", "n"}, {"COMPOSE_PROFILES", "dev"}};
  try {
    Loaded loaded = devstack::load::load_stack(request, files.files());
    devstack::fuzz::require_sound(loaded.diagnostics);
    if (loaded.diagnostics.has_errors()) return std::nullopt;
    return loaded;
  } catch (const devstack::Error& error) {
    devstack::fuzz::require(*error.what() != '\0', "an error says something");
    return std::nullopt;
  }
}

/// Keys are not escaped, and an env file may bring a variable without a name: neither Compose nor
/// we read such a document again.
bool has_one_way_key(const devstack::load::Node& node) {
  const auto in_entry = [](const devstack::load::Entry& entry) {
    return entry.key.empty() || entry.key.find('$') != std::string::npos ||
           has_one_way_key(entry.value);
  };
  return std::ranges::any_of(node.items, has_one_way_key) ||
         std::ranges::any_of(node.entries, in_entry);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FileTexts texts = split_files(devstack::fuzz::text_of(data, size));
  const std::optional<Loaded> first = load(texts);
  if (!first || has_one_way_key(first->document)) return 0;
  const std::string yaml = devstack::load::to_yaml(first->document);
  const std::string json = devstack::load::to_json(first->document);
  texts["/p/compose.yaml"] = yaml;
  const std::optional<Loaded> second = load(texts);
  devstack::fuzz::require(second.has_value(), "the canonical document loads", yaml);
  devstack::fuzz::require_equal(yaml, devstack::load::to_yaml(second->document),
                                "the canonical document is its own canonical form");
  devstack::fuzz::require_equal(json, devstack::load::to_json(second->document),
                                "the same, as JSON");
  return 0;
}
