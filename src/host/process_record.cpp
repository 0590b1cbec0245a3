// One record file per service, in the text form of all state records.
#include "devstack/host/process_record.hpp"

#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "devstack/base/hash.hpp"
#include "host/file_text.hpp"
#include "host/process_record_codec.hpp"
#include "host/record_codec.hpp"

namespace devstack::host {
namespace {

constexpr char kSuffix[] = ".process";
constexpr char kField[] = "field.";

using Record = StateStore::Record;

std::string text_of(const Record& record, std::string_view key) {
  const auto found = record.find(key);
  return found == record.end() ? std::string() : found->second;
}

template <class Number>
Number number_of(const Record& record, std::string_view key) {
  const std::string text = text_of(record, key);
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string milliseconds(SystemTime time) {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

SystemTime time_of(const Record& record, std::string_view key) {
  return SystemTime(std::chrono::milliseconds(number_of<std::int64_t>(record, key)));
}

void put(Record& record, const std::string& prefix, const ProcessIdentity& process) {
  record[prefix + ".pid"] = std::to_string(process.pid);
  record[prefix + ".start"] = std::to_string(process.start_ticks);
  record[prefix + ".boot"] = process.boot_id;
}

ProcessIdentity identity_of(const Record& record, const std::string& prefix) {
  return {number_of<int>(record, prefix + ".pid"),
          number_of<std::uint64_t>(record, prefix + ".start"), text_of(record, prefix + ".boot")};
}

std::string_view word(ProcessPhase phase) {
  switch (phase) {
    case ProcessPhase::kRunning:
      return "running";
    case ProcessPhase::kBackingOff:
      return "backing-off";
    case ProcessPhase::kEnded:
      return "ended";
  }
  return "";
}

ProcessPhase phase_of(std::string_view text) {
  if (text == "running") return ProcessPhase::kRunning;
  return text == "backing-off" ? ProcessPhase::kBackingOff : ProcessPhase::kEnded;
}

}  // namespace

std::string encode(const ProcessRecord& process) {
  Record record;
  record["service"] = process.service;
  put(record, "supervisor", process.supervisor);
  put(record, "process", process.process);
  record["marker"] = process.marker;
  record["phase"] = word(process.phase);
  record["started"] = milliseconds(process.started_at);
  record["next"] = milliseconds(process.next_start);
  record["restarts"] = std::to_string(process.restarts);
  record["exit"] = std::to_string(process.exit_code);
  record["stopped"] = process.stopped ? "1" : "0";
  record["log"] = process.log;
  record["log_begin"] = std::to_string(process.log_begin);
  for (const auto& [field, hash] : process.fields) record[kField + field] = hash;
  return encode_record(record);
}

std::optional<ProcessRecord> decode_process(std::string_view text) {
  const auto record = decode_record(text);
  if (!record || !record->contains("service")) return std::nullopt;
  ProcessRecord process;
  process.service = text_of(*record, "service");
  process.supervisor = identity_of(*record, "supervisor");
  process.process = identity_of(*record, "process");
  process.marker = text_of(*record, "marker");
  process.phase = phase_of(text_of(*record, "phase"));
  process.started_at = time_of(*record, "started");
  process.next_start = time_of(*record, "next");
  process.restarts = number_of<std::int64_t>(*record, "restarts");
  process.exit_code = number_of<int>(*record, "exit");
  process.stopped = text_of(*record, "stopped") == "1";
  process.log = text_of(*record, "log");
  process.log_begin = number_of<std::uint64_t>(*record, "log_begin");
  for (auto entry = record->lower_bound(kField);
       entry != record->end() && entry->first.starts_with(kField); ++entry) {
    process.fields.emplace(entry->first.substr(sizeof(kField) - 1), entry->second);
  }
  return process;
}

ProcessRecords::ProcessRecords(const std::string& state_directory)
    : folder_(state_directory + "/processes") {}

std::map<std::string, ProcessRecord, std::less<>> ProcessRecords::read() const {
  std::map<std::string, ProcessRecord, std::less<>> records;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(kSuffix)) continue;
    const auto text = file_text(path);
    auto record = text ? decode_process(*text) : std::nullopt;
    if (record) records.emplace(record->service, std::move(*record));
  }
  return records;
}

void ProcessRecords::write(const ProcessRecord& record) const {
  make_private_folders(folder_);
  replace_file(folder_ + "/" + record.service + kSuffix, encode(record));
}

void ProcessRecords::remove(const std::string& service) const {
  ::unlink((folder_ + "/" + service + kSuffix).c_str());
  ::unlink((folder_ + "/" + socket_name(service)).c_str());
}

std::string ProcessRecords::socket_name(const std::string& service) {
  constexpr std::size_t kDigits = 16;  // a service's name may be longer than a socket's may
  return sha256_hex(service).substr(0, kDigits) + ".socket";
}

std::string ProcessRecords::default_log(const std::string& service) const {
  return folder_ + "/" + service + ".log";
}

std::string ProcessRecords::log_times(const std::string& service) const {
  return folder_ + "/" + service + ".times";
}

}  // namespace devstack::host
