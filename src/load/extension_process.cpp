#include "load/extension_process.hpp"

#include <fmt/format.h>

#include "load/cast.hpp"
#include "load/extension_probe.hpp"
#include "load/node_reader.hpp"
#include "load/paths.hpp"
#include "load/shell_command.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";

class ProcessReader {
 public:
  ProcessReader(const Node& process, const std::string& path, const NormalizeContext& context)
      : process_(&process), span_(process.span), path_(path), context_(context) {}

  model::HostProcess read() {
    model::HostProcess result;
    if (const Node* const command = process_.find("command")) {
      result.command = shell_command(*command, path_ + ".command", context_.diagnostics);
    }
    const ValueCheck check = checked(process_, path_);
    check.text_not_blank("cwd");
    check.text_not_blank("log");
    const std::string folder = process_.text("cwd");
    result.working_dir = absolute(folder.empty() ? "." : folder);
    if (const std::string log = process_.text("log"); !log.empty()) result.log = absolute(log);
    read_environment(result);
    read_needs(process_.section("requires"), result.needs);
    read_ready(result);
    if (const auto rule = parse_restart_rule(process_.text("restart"))) result.restart = *rule;
    result.span = span_;
    return result;
  }

 private:
  [[nodiscard]] ValueCheck checked(const NodeReader& reader, std::string path) const {
    return {reader, std::move(path), kWrongValue, context_.diagnostics};
  }

  [[nodiscard]] std::string absolute(const std::string& path) const {
    return absolute_path(path, context_.directory, home_of(context_.environment));
  }

  void check_names(const NodeReader& reader, std::string_view key, const std::string& path) const {
    for (const Entry& entry : reader.entries(key)) {
      if (is_variable_name(entry.key)) continue;
      context_.diagnostics.error(
          kWrongValue, entry.key_span,
          fmt::format("\"{}\" under \"{}\" is no name of a variable", entry.key, path),
          "names consist of letters, digits and \"_\", and have no digit in front");
    }
  }

  /// A name without value is what the user's own environment has.
  void read_environment(model::HostProcess& result) const {
    check_names(process_, "env", path_ + ".env");
    for (const Entry& entry : process_.entries("env")) {
      if (!entry.value.is_null()) result.environment[entry.key] = scalar_text(entry.value);
    }
  }

  void read_needs(const NodeReader& needs, model::HostNeeds& result) const {
    const std::string path = path_ + ".requires";
    const ValueCheck check = checked(needs, path);
    check.size_above_zero("memory");
    check.list_not_empty("files");
    check.list_not_empty("commands");
    result.memory = needs.integer("memory");
    for (const std::string& file : needs.texts("files")) result.files.push_back(absolute(file));
    result.commands = needs.texts("commands");
    read_gpu(needs, result);
    check_names(needs, "env", path + ".env");
    for (const Entry& entry : needs.entries("env")) {
      result.environment[entry.key] = entry.value.is_null() ? "" : scalar_text(entry.value);
    }
  }

  void read_gpu(const NodeReader& needs, model::HostNeeds& result) const {
    const Node* const gpu = needs.find("gpu");
    const bool unwanted = gpu == nullptr || (gpu->kind == Node::Kind::kBool && !gpu->boolean);
    if (unwanted) return;
    const NodeReader reader(gpu);
    checked(reader, path_ + ".requires.gpu").size_above_zero("memory");
    result.gpu = model::HostNeeds::Gpu{reader.integer("memory").value_or(0)};
  }

  void read_ready(model::HostProcess& result) const {
    const Node* const ready = process_.find("ready");
    if (ready == nullptr) return;
    result.ready = decode_probe(*ready, std::nullopt, path_ + ".ready", context_.diagnostics);
  }

  NodeReader process_;
  const SourceSpan& span_;
  const std::string& path_;
  const NormalizeContext& context_;
};

}  // namespace

model::HostProcess decode_process(const Node& process, const std::string& path,
                                  const NormalizeContext& context) {
  return ProcessReader(process, path, context).read();
}

}  // namespace devstack::load
