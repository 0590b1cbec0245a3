// One record file: "FOLDER\nHASH" to the time when it was trusted.
#include "devstack/host/trust_store.hpp"

#include "devstack/base/units.hpp"
#include "host/file_text.hpp"
#include "host/record_codec.hpp"

namespace devstack::host {
namespace {

StateStore::Record read_record(const std::string& path) {
  const auto text = file_text(path);
  if (!text) return {};
  return decode_record(*text).value_or(StateStore::Record{});
}

std::string key_prefix(std::string_view folder) { return std::string(folder) + "\n"; }

}  // namespace

TrustStore::TrustStore(const std::string& state_home) : path_(state_home + "/devstack/trust") {}

TrustStore::Trust TrustStore::of(std::string_view folder, std::string_view hash) const {
  const auto record = read_record(path_);
  const std::string prefix = key_prefix(folder);
  if (record.contains(prefix + std::string(hash))) return Trust::kFull;
  const auto near = record.lower_bound(prefix);
  const bool other = near != record.end() && near->first.starts_with(prefix);
  return other ? Trust::kOutdated : Trust::kNone;
}

void TrustStore::add(const std::string& folder, const std::string& hash, SystemTime now) const {
  auto record = read_record(path_);
  record.insert_or_assign(key_prefix(folder) + hash, format_rfc3339(now));
  make_private_folders(path_.substr(0, path_.rfind('/')));
  replace_file(path_, encode_record(record));
}

bool TrustStore::revoke(const std::string& folder) const {
  auto record = read_record(path_);
  const std::string prefix = key_prefix(folder);
  const auto gone = std::erase_if(
      record, [&prefix](const auto& entry) { return entry.first.starts_with(prefix); });
  if (gone == 0) return false;
  replace_file(path_, encode_record(record));
  return true;
}

}  // namespace devstack::host
