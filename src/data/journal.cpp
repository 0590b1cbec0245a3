#include "devstack/data/journal.hpp"

#include "devstack/base/text.hpp"
#include "devstack/data/errors.hpp"

namespace devstack::data {
namespace {

constexpr char kRecord[] = "data";

}  // namespace

void note_unfinished(host::StateStore& state, const Unfinished& note) {
  host::StateStore::Record record;
  record["what"] = note.what;
  record["finish"] = note.finish;
  record["undo"] = note.undo;
  record["volumes"] = join(note.volumes, " ");
  state.write(kRecord, record);
}

void forget_unfinished(host::StateStore& state) {
  if (!state.read(kRecord).empty()) state.write(kRecord, {});
}

std::optional<Unfinished> read_unfinished(const host::StateStore& state) {
  auto record = state.read(kRecord);
  if (record["what"].empty()) return std::nullopt;
  Unfinished note{record["what"], record["finish"], record["undo"], {}};
  for (const auto name : split(record["volumes"], ' ')) {
    if (!name.empty()) note.volumes.emplace_back(name);
  }
  return note;
}

void refuse_unfinished(const host::StateStore& state) {
  const auto note = read_unfinished(state);
  if (!note) return;
  throw unfinished(note->what, note->finish,
                   note->undo.empty() ? "" : "devstack snapshot restore " + note->undo);
}

}  // namespace devstack::data
