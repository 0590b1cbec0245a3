// An engine makes its default bridge anew, with a new id, each time it starts (unless it keeps
// containers running meanwhile, which only the same data root can): the id is what the answer is
// kept for. An engine without that network is asked every time.
#include "cli/project/engine_facts.hpp"

#include <charconv>
#include <cstdint>

#include "devstack/base/error.hpp"
#include "devstack/base/hash.hpp"
#include "devstack/base/text.hpp"
#include "devstack/host/state_store.hpp"

namespace devstack::cli {
namespace {

using Record = host::StateStore::Record;

constexpr char kRecord[] = "facts";
constexpr char kStart[] = "start";

std::string text_of(const Record& record, std::string_view key) {
  const auto found = record.find(key);
  return found == record.end() ? std::string() : found->second;
}

std::int64_t number_of(const Record& record, std::string_view key) {
  const std::string text = text_of(record, key);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Record to_record(const engine::EngineInfo& info, const std::string& start) {
  return {{kStart, start},
          {"id", info.id},
          {"name", info.name},
          {"version", info.version},
          {"operating system", info.operating_system},
          {"architecture", info.architecture},
          {"storage", info.storage_driver},
          {"root", info.docker_root},
          {"processors", std::to_string(info.cpus)},
          {"memory", std::to_string(info.memory_bytes)},
          {"security", join(info.security_options, "\n")}};
}

engine::EngineInfo from_record(const Record& record) {
  engine::EngineInfo info;
  info.id = text_of(record, "id");
  info.name = text_of(record, "name");
  info.version = text_of(record, "version");
  info.operating_system = text_of(record, "operating system");
  info.architecture = text_of(record, "architecture");
  info.storage_driver = text_of(record, "storage");
  info.docker_root = text_of(record, "root");
  info.cpus = number_of(record, "processors");
  info.memory_bytes = number_of(record, "memory");
  const std::string options = text_of(record, "security");
  for (const auto option : split(options, '\n')) {
    if (!option.empty()) info.security_options.emplace_back(option);
  }
  return info;
}

/// Which start of which engine this is; empty when that cannot be told.
Task<std::string> start_of(engine::Client& client) {
  const auto bridge = co_await client.inspect_network("bridge");
  if (!bridge || bridge->id.empty() || client.is_podman()) co_return std::string();
  co_return client.server() + " " + bridge->id;
}

}  // namespace

Task<engine::EngineInfo> engine_facts(engine::Client& client, std::string state_home) {
  const std::string place = sha256_hex(client.endpoint().to_string()).substr(0, 16);
  host::StateStore store(std::move(state_home), "engines", place);
  const std::string start = co_await start_of(client);
  const Record kept = start.empty() ? Record{} : store.read(kRecord);
  if (!kept.empty() && text_of(kept, kStart) == start) co_return from_record(kept);
  engine::EngineInfo info = co_await client.info();
  info.warnings.clear();
  info.system_time = {};
  try {
    if (!start.empty()) store.write(kRecord, to_record(info, start), host::Survives::kProcess);
  } catch (const HostError&) {
    // It is asked again the next time.
  }
  co_return info;
}

}  // namespace devstack::cli
