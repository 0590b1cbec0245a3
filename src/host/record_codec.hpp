// The text form of a state record: a header with schema version and checksum, then one line per
// entry. Damage and foreign versions must be noticed, not guessed at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "devstack/host/state_store.hpp"

namespace devstack::host {

[[nodiscard]] std::string encode_record(const StateStore::Record& record);
/// Empty when the text is damaged, or of another version.
[[nodiscard]] std::optional<StateStore::Record> decode_record(std::string_view text);

}  // namespace devstack::host
