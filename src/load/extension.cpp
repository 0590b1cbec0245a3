#include "load/extension.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/decode_service.hpp"
#include "load/extension_block.hpp"
#include "load/extension_mock.hpp"
#include "load/extension_probe.hpp"
#include "load/extension_process.hpp"
#include "load/node_reader.hpp"
#include "load/shape_extension.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";
constexpr std::int64_t kMostRetries = 1'000;

std::chrono::milliseconds milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::ceil<std::chrono::milliseconds>(duration);
}

model::Job decode_job(const Node& node) {
  const NodeReader reader(&node);
  model::Job job;
  const std::string run = reader.text("run");
  if (run == "always") job.run = model::Job::Run::kAlways;
  if (run == "on-change") job.run = model::Job::Run::kOnChange;
  job.inputs = reader.texts("inputs");
  if (const auto timeout = reader.duration("timeout")) job.timeout = milliseconds(*timeout);
  job.retries = static_cast<int>(reader.integer("retries").value_or(0));
  job.span = node.span;
  return job;
}

void check_job(const Node& node, const std::string& path, Diagnostics& diagnostics) {
  const NodeReader reader(&node);
  const ValueCheck check(reader, path, kWrongValue, diagnostics);
  check.duration_above_zero("timeout");
  check.integer_within("retries", 0, kMostRetries);
  check.list_not_empty("inputs");
  if (reader.text("run") != "on-change" || reader.find("inputs") != nullptr) return;
  diagnostics.error(kWrongValue, node.span, fmt::format("\"{}\" runs on change of nothing", path),
                    "name the files under \"inputs\"");
}

}  // namespace

model::Budget decode_budget(const Node& budget, const std::string& path, std::string_view code,
                            Diagnostics& diagnostics) {
  const NodeReader reader(&budget);
  const ValueCheck check(reader, path, code, diagnostics);
  check.size_above_zero("memory");
  check.number_above_zero("cpus");
  check.size_above_zero("storage");
  check.duration_above_zero("startup");
  model::Budget result;
  result.memory = reader.integer("memory");
  result.cpus = reader.number("cpus");
  result.storage = reader.integer("storage");
  if (const auto startup = reader.duration("startup")) result.startup = milliseconds(*startup);
  result.span = budget.span;
  return result;
}

namespace {

/// Reads the block of one service.
class ServiceBlock {
 public:
  ServiceBlock(const Node& block, const model::Service& service, std::string path,
               const NormalizeContext& context)
      : reader_(&block), service_(service), path_(std::move(path)), context_(context) {}

  model::Extension read() {
    model::Extension result;
    if (const Node* const ready = reader_.find("ready")) {
      result.ready = decode_probe(*ready, service_.healthcheck, path_ + ".ready", found());
    }
    if (const Node* const job = reader_.find("job")) {
      check_job(*job, path_ + ".job", found());
      result.job = decode_job(*job);
    }
    if (const Node* const process = reader_.find("process")) {
      result.process = decode_process(*process, path_ + ".process", context_);
    }
    if (const Node* const budget = reader_.find("budget")) {
      result.budget = decode_budget(*budget, path_ + ".budget", kWrongValue, found());
    }
    if (const Node* const fallback = reader_.find("image_fallback")) {
      result.image_fallback = read_fallback(*fallback);
    }
    if (const Node* const backup = reader_.find("backup")) result.backup = read_backup(*backup);
    if (const Node* const mock = reader_.find("mock")) read_mock(*mock, result);
    result.optional = reader_.boolean("optional");
    result.purpose = reader_.text("purpose");
    result.role = reader_.text("role");
    return result;
  }

 private:
  [[nodiscard]] Diagnostics& found() const { return context_.diagnostics; }

  model::ImageFallback read_fallback(const Node& node) const {
    const NodeReader reader(&node);
    model::ImageFallback fallback{reader.boolean("local"), std::nullopt, node.span};
    if (const Node* const build = reader.find("build")) {
      Node normalized = *build;
      normalize_build(normalized, context_);
      fallback.build = decode_build(normalized);
    }
    return fallback;
  }

  model::Backup read_backup(const Node& node) const {
    const NodeReader reader(&node);
    const ValueCheck check(reader, path_ + ".backup", kWrongValue, found());
    check.text_not_blank("dump");
    check.text_not_blank("restore");
    model::Backup backup{reader.text("dump"), reader.text("restore"), reader.text("volume"),
                         node.span};
    const bool by_commands = reader.find("dump") != nullptr && reader.find("restore") != nullptr;
    const bool any_command = reader.find("dump") != nullptr || reader.find("restore") != nullptr;
    const bool by_volume = reader.find("volume") != nullptr;
    if (by_volume == any_command || (any_command && !by_commands)) {
      found().error(
          kWrongValue, node.span,
          fmt::format("\"{}.backup\" must say \"dump\" and \"restore\", or \"volume\"", path_),
          "data that cannot be restored is no backup");
    } else if (by_volume) {
      check_mounted(*reader.find("volume"));
    }
    return backup;
  }

  void check_mounted(const Node& volume) const {
    std::vector<std::string> mounted;
    for (const model::Mount& mount : service_.volumes) {
      if (mount.type == model::MountType::kVolume) mounted.push_back(mount.source);
    }
    if (std::find(mounted.begin(), mounted.end(), volume.text) != mounted.end()) return;
    found().error(
        "DS1203", volume.span,
        fmt::format("\"{}.backup\" saves the volume \"{}\", which the service does not mount",
                    path_, volume.text),
        did_you_mean(volume.text, mounted));
  }

  void read_mock(const Node& mock, model::Extension& result) const {
    if (is_mock_image(service_.image)) {
      result.is_mock = true;
      refuse_mock_members(mock, path_ + ".mock", found());
    } else {
      result.mock = decode_mock(mock, path_ + ".mock", found());
    }
  }

  NodeReader reader_;
  const model::Service& service_;
  std::string path_;
  const NormalizeContext& context_;
};

}  // namespace

model::Extension decode_extension(Node block, const model::Service& service,
                                  const NormalizeContext& context) {
  std::string path = fmt::format("services.{}.x-devstack", service.name);
  block = prepare_block(std::move(block), kServiceExtensionShape, path, context.diagnostics);
  return ServiceBlock(block, service, std::move(path), context).read();
}

std::string decode_volume_role(const Entry& volume, Diagnostics& diagnostics) {
  const Node* const written = volume.value.find("x-devstack");
  if (written == nullptr) return {};
  const Node block = prepare_block(*written, kVolumeExtensionShape,
                                   fmt::format("volumes.{}.x-devstack", volume.key), diagnostics);
  return NodeReader(&block).text("role");
}

}  // namespace devstack::load
