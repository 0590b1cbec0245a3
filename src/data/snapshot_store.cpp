#include "devstack/data/snapshot_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/helper_container.hpp"

namespace devstack::data {
namespace {

/// Room that stays free beside a copy: file systems need some for themselves.
constexpr std::int64_t kMargin = std::int64_t{64} << 20;

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "FOLDER 12 3456 …" of each line; others (a warning of the engine's) are left out.
std::vector<std::vector<std::int64_t>> numbers_of(const std::string& output) {
  std::vector<std::vector<std::int64_t>> rows;
  for (const auto line : split(output, '\n')) {
    const auto words = split(trim(line), ' ');
    if (words.size() < 3 || !words[0].starts_with('/')) continue;
    std::vector<std::int64_t> row;
    for (std::size_t i = 1; i < words.size(); ++i) row.push_back(number(words[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// `count` pairs of folders, mounted and named on the command line.
struct CopyOrder {
  std::vector<HelperMount> mounts;
  std::vector<std::string> command;

  explicit CopyOrder(std::string mode) { command.push_back(std::move(mode)); }
  void add(const std::string& from, const std::string& to) {
    const std::string number = std::to_string(mounts.size() / 2);
    mounts.push_back({from, "/from/" + number, HelperMount::Access::kRead});
    mounts.push_back({to, "/to/" + number, HelperMount::Access::kWrite});
    command.push_back("/from/" + number);
    command.push_back("/to/" + number);
  }
};

}  // namespace

void require_space(std::int64_t bytes, std::int64_t free) {
  const std::int64_t needed = bytes + bytes / 20 + kMargin;
  if (needed > free) throw no_space(needed, free);
}

Task<SnapshotList> list_snapshots(const Workshop& workshop) {
  std::vector<std::string> no_filter;
  const auto volumes = co_await workshop.client.list_volumes(std::move(no_filter));
  co_return read_snapshots(workshop.stack, volumes);
}

Task<Survey> survey_volumes(const Workshop& workshop, std::vector<std::string> volumes) {
  std::vector<HelperMount> mounts;
  std::vector<std::string> command{"--survey"};
  for (const std::string& volume : volumes) {
    const std::string target = "/from/" + std::to_string(mounts.size());
    mounts.push_back({volume, target, HelperMount::Access::kRead});
    command.push_back(target);
  }
  const std::string output = co_await run_helper(workshop, std::move(mounts), std::move(command));
  Survey survey;
  std::size_t seen = 0;
  for (const auto& row : numbers_of(output)) {
    if (row.size() < 3) continue;
    survey.entries += row[0];
    survey.bytes += row[1];
    // Copies are made where the engine keeps volumes; one of another driver may have less.
    survey.free = std::max(survey.free, row[2]);
    ++seen;
  }
  if (seen != volumes.size()) throw copy_failed("the volumes could not be measured: " + output);
  co_return survey;
}

Task<void> make_volume(const Workshop& workshop, Value body) {
  const std::string name = body["Name"].as_string();
  const Value wanted = body["Labels"];
  co_await workshop.client.create_volume(std::move(body));
  const auto made = co_await workshop.client.inspect_volume(name);
  for (const auto& [key, value] : wanted.members()) {
    const auto found = made ? made->labels.find(key) : engine::Labels::const_iterator{};
    if (!made || found == made->labels.end() || found->second != value.as_string()) {
      throw copy_failed("volume " + name + " belongs to somebody else");
    }
  }
}

Task<void> name_copies(const Workshop& workshop, Snapshot& snapshot) {
  std::vector<std::string> no_filter;
  std::set<std::string> taken;
  const auto volumes = co_await workshop.client.list_volumes(std::move(no_filter));
  for (const auto& volume : volumes) taken.insert(volume.name);
  const std::string stamp = snapshot_stamp(workshop.loop.system_now());
  for (int number = 1;; ++number) {
    const std::string mark = number == 1 ? stamp : fmt::format("{}-{}", stamp, number);
    snapshot.seal = workshop.stack.project + "_snap_" + mark;
    bool is_free = !taken.contains(snapshot.seal);
    for (VolumeCopy& volume : snapshot.volumes) {
      volume.copy = copy_name(workshop.stack, volume.source, mark);
      is_free = is_free && !taken.contains(volume.copy);
    }
    if (is_free) {
      if (snapshot.name.empty()) snapshot.name = mark;
      co_return;
    }
  }
}

Task<Snapshot> save_snapshot(const Workshop& workshop, Snapshot draft) {
  draft.time = format_rfc3339(workshop.loop.system_now());
  co_await name_copies(workshop, draft);
  CopyOrder order("--copy-tree");
  for (const VolumeCopy& volume : draft.volumes) {
    Value body = copy_body(workshop.stack, draft, volume);
    co_await make_volume(workshop, std::move(body));
    order.add(volume.source, volume.copy);
  }
  std::string output;
  if (!draft.volumes.empty()) {
    output = co_await run_helper(workshop, std::move(order.mounts), std::move(order.command));
  }
  const auto rows = numbers_of(output);
  if (rows.size() != draft.volumes.size()) throw copy_failed("not every volume was copied");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    draft.volumes[i].entries = rows[i][0];
    draft.volumes[i].bytes = rows[i][1];
  }
  Value seal = seal_body(workshop.stack, draft);
  co_await make_volume(workshop, std::move(seal));
  co_return draft;
}

Task<void> remove_snapshot(const Workshop& workshop, Snapshot snapshot) {
  co_await workshop.client.remove_volume(snapshot.seal);
  for (const VolumeCopy& volume : snapshot.volumes) {
    co_await workshop.client.remove_volume(volume.copy);
  }
}

Task<void> rotate_snapshots(const Workshop& workshop, std::string spared) {
  const SnapshotList list = co_await list_snapshots(workshop);
  for (const Snapshot& old : outdated(list, kAutomaticKept, spared)) {
    co_await remove_snapshot(workshop, old);
  }
}

Task<void> sweep(const Workshop& workshop) {
  co_await sweep_helpers(workshop);
  const SnapshotList list = co_await list_snapshots(workshop);
  for (const std::string& name : list.waste) co_await workshop.client.remove_volume(name);
  for (const Snapshot& snapshot : list.sealed) {
    if (snapshot.kind == SnapshotKind::kImport) co_await remove_snapshot(workshop, snapshot);
  }
}

Task<void> replace_content(const Workshop& workshop, std::vector<VolumePair> pairs) {
  if (pairs.empty()) co_return;
  CopyOrder order("--replace-tree");
  for (const auto& [from, to] : pairs) order.add(from, to);
  const std::string output =
      co_await run_helper(workshop, std::move(order.mounts), std::move(order.command));
  if (numbers_of(output).size() != pairs.size()) throw copy_failed("not every volume was copied");
}

}  // namespace devstack::data
