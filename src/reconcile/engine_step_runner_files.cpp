// Configs and secrets with `content` or `environment`: they exist in no file that could be mounted.
// Copied before each start, so that an interrupted run cannot leave a container without them.
#include <charconv>

#include "devstack/engine/tar.hpp"
#include "engine_step_runner_steps.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::uint32_t kReadOnlyForAll = 0444;

using Sources = std::map<std::string, model::FileSource, std::less<>>;

std::uint32_t number_or_root(const std::string& text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void add_entries(const std::vector<model::FileReference>& references, const Sources& sources,
                 std::vector<engine::TarEntry>& entries) {
  for (const model::FileReference& reference : references) {
    const auto source = sources.find(reference.source);
    if (source == sources.end() || !source->second.content) continue;
    engine::TarEntry entry;
    entry.path = reference.target.substr(reference.target.find_first_not_of('/'));
    entry.content = *source->second.content;
    entry.mode = reference.mode.value_or(kReadOnlyForAll);
    entry.uid = number_or_root(reference.uid);
    entry.gid = number_or_root(reference.gid);
    entries.push_back(std::move(entry));
  }
}

}  // namespace

Task<void> put_files(RunnerState& state, const model::Service& service, std::string container) {
  std::vector<engine::TarEntry> entries;
  add_entries(service.configs, state.context.stack.configs, entries);
  add_entries(service.secrets, state.context.stack.secrets, entries);
  if (entries.empty()) co_return;
  std::string tar = engine::make_tar(entries);
  co_await state.context.client.put_archive(std::move(container), "/", std::move(tar));
}

}  // namespace devstack::reconcile
