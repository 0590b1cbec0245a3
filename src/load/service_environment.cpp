#include "load/service_environment.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/source_step.hpp"
#include "devstack/base/text.hpp"
#include "load/dotenv.hpp"
#include "load/mapping_builder.hpp"
#include "load/override.hpp"
#include "load/paths.hpp"
#include "load/source_text.hpp"
#include "load/template_variables.hpp"
#include "load/text_link.hpp"
#include "load/variable_trace.hpp"

namespace devstack::load {
namespace {

constexpr char kLabelFile[] = "label_file";

/// One reading of a file that a service names.
struct EnvFile {
  Node path;
  std::string key;  ///< under which it is named
  bool required = true;
  bool raw = false;
};

class Resolver {
 public:
  Resolver(Node& service, const std::string& name, MissingFiles missing, const Files& files,
           const NormalizeContext& context)
      : service_(service), name_(name), missing_(missing), files_(files), context_(context) {}

  void resolve_variables() {
    MappingBuilder merged(service_.span);
    if (Node* const declared = service_.find("environment")) look_up_values(*declared);
    if (context_.phases.environment) {
      for (const EnvFile& file : env_files()) read(file, merged);
    }
    overlay("environment", std::move(merged));
  }

  void resolve_labels() {
    const Node* const paths = service_.find(kLabelFile);
    if (paths == nullptr) return;
    MappingBuilder merged(service_.span);
    for (const Node& path : Node(*paths).items) read({path, kLabelFile, true, false}, merged);
    overlay("labels", std::move(merged));
  }

 private:
  void look_up_values(Node& declared) const {
    for (Entry& entry : declared.entries) {
      const auto known = context_.environment.find(entry.key);
      if (!entry.value.is_null() || known == context_.environment.end()) continue;
      entry.value = Node::string(known->second, entry.value.span);
      note_variable(entry.value, entry.key, context_.origins);
    }
  }

  /// `merged[name] = value`
  void put(MappingBuilder& merged, const std::string& name, Node value) const {
    if (const Node* const present = merged.find(name)) {
      note_override(value, *present,
                    context_.origins == nullptr ? Record::kNothing : Record::kSteps);
    }
    merged.set(name, std::move(value));
  }

  [[nodiscard]] std::vector<EnvFile> env_files() const {
    std::vector<EnvFile> result;
    const Node* const list = service_.find("env_file");
    if (list == nullptr) return result;
    for (const Node& item : list->items) {
      const Node* const path = item.find("path");
      if (path == nullptr) continue;
      const Node* const required = item.find("required");
      const Node* const format = item.find("format");
      check_format(format);
      result.push_back({*path, "env_file", required == nullptr || required->boolean,
                        format != nullptr && format->text == "raw"});
    }
    return result;
  }

  void check_format(const Node* format) const {
    if (format == nullptr || format->text.empty() || format->text == "raw") return;
    context_.diagnostics.error(
        "DS1202", format->span,
        fmt::format("service \"{}\" has an env file in the format \"{}\"", name_, format->text),
        "the only format is raw; without one, the file is read like .env");
  }

  void read(const EnvFile& file, MappingBuilder& merged) const {
    // An empty path (an unset variable) names no file: not the project's folder either.
    if (file.path.text.empty()) {
      if (file.required && missing_ == MissingFiles::kReport) report_missing(file, {});
      return;
    }
    const std::string path =
        absolute_path(file.path.text, context_.directory, home_of(context_.environment));
    if (files_.is_directory(path)) {
      context_.diagnostics.error(
          "DS1210", file.path.span,
          fmt::format("service \"{}\" reads \"{}\", which is a folder", name_, path),
          "name a file in it");
      return;
    }
    const std::optional<std::string> text = files_.read(path);
    if (!text) {
      if (file.required && missing_ == MissingFiles::kReport) report_missing(file, path);
      return;
    }
    const auto source = follow_text_link(make_source(shown(file.path.text), *text), path, files_,
                                         context_.diagnostics);
    const Lookup variables = [this](std::string_view name) { return look_up(name); };
    const Lookup earlier_files = [&merged](std::string_view name) -> std::optional<std::string> {
      const Node* const value = merged.find(std::string(name));
      if (value == nullptr) return std::nullopt;
      return value->text;
    };
    // Labels see other labels only.
    const Lookup& lookup = file.key == kLabelFile ? earlier_files : variables;
    const auto entries = file.raw
                             ? parse_raw_env(source, lookup, context_.diagnostics)
                             : parse_dotenv(source, lookup, context_.diagnostics, earlier_files);
    for (const DotenvEntry& entry : entries) {
      Node value = Node::string(entry.value, entry.span);
      if (!file.raw) note_variables(value, merged);
      add_step(value.span, {SourceStep::Kind::kFile, file.path.span, file.key, {}});
      put(merged, entry.name, std::move(value));
    }
  }

  /// Files of extended services have absolute paths; below the project's folder a short one says as
  /// much.
  [[nodiscard]] std::string shown(const std::string& path) const {
    const bool below = lies_in(path, context_.directory) && path != context_.directory;
    return below ? path.substr(context_.directory.size() + 1) : path;
  }

  /// Where the variables come from that a line of an env file uses.
  void note_variables(Node& value, const MappingBuilder& merged) const {
    if (context_.origins == nullptr) return;
    const std::string_view line = value.span.file->line(value.span.line);
    const std::string_view written = trim(line.substr(std::min(line.find('='), line.size())));
    if (written.find('$') == std::string_view::npos || written.starts_with("='")) return;
    const std::vector<TemplateVariable> used = template_variables(written);
    for (auto variable = used.rbegin(); variable != used.rend(); ++variable) {
      const Node* const sibling = sibling_named(variable->name, merged);
      if (sibling == nullptr) {
        note_use(value, *variable, *context_.origins);
      } else {
        SourceSpan where = sibling->span;
        where.steps = nullptr;
        add_step(value.span, {SourceStep::Kind::kVariable, where, variable->name, "the service"});
      }
    }
  }

  /// The variable of this service that `name` means in its env files; null: one of the project.
  [[nodiscard]] const Node* sibling_named(const std::string& name,
                                          const MappingBuilder& merged) const {
    if (context_.environment.contains(name)) return nullptr;
    const Node* const declared = service_.find("environment");
    const Node* const value = declared == nullptr ? nullptr : declared->find(name);
    return value != nullptr && !value->is_null() ? value : merged.find(name);
  }

  void report_missing(const EnvFile& file, const std::string& path) const {
    context_.diagnostics.error(
        "DS1210", file.path.span,
        fmt::format("service \"{}\" reads \"{}\", which does not exist", name_, path),
        "create the file, or write {path: FILE, required: false}");
  }

  [[nodiscard]] std::optional<std::string> look_up(std::string_view name) const {
    const auto known = context_.environment.find(name);
    if (known != context_.environment.end()) return known->second;
    const Node* const declared = service_.find("environment");
    const Node* const value = declared == nullptr ? nullptr : declared->find(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return value->text;
  }

  /// What stands in the stack file wins over what came from files.
  void overlay(std::string key, MappingBuilder builder) {
    const Node* const declared = service_.find(key);
    if (declared != nullptr) {
      for (const Entry& entry : declared->entries) put(builder, entry.key, entry.value);
    }
    Node merged = builder.take();
    const Node* const file_list = service_.find(key == "labels" ? kLabelFile : "env_file");
    if (const Node* const place = declared != nullptr ? declared : file_list) {
      merged.span = place->span;
    }
    std::sort(merged.entries.begin(), merged.entries.end(),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
    if (!merged.entries.empty()) service_.set(std::move(key), std::move(merged));
  }

  Node& service_;
  const std::string& name_;
  MissingFiles missing_;
  const Files& files_;
  const NormalizeContext& context_;
};

Node path_item(const Node& path, const NormalizeContext& context) {
  if (path.text.empty()) return path;
  return Node::string(absolute_path(path.text, context.directory, home_of(context.environment)),
                      path.span);
}

/// A path alone; with its settings only when it may be missing.
Node env_file_item(const Node& file, const NormalizeContext& context) {
  const Node* const required = file.find("required");
  const Node* const path = file.find("path");
  if (path == nullptr) return file;
  if (required == nullptr || required->boolean) return path_item(*path, context);
  Node item = file;
  if (path->text.empty()) {
    item.erase("path");
  } else {
    *item.find("path") = path_item(*path, context);
  }
  return item;
}

}  // namespace

Node hashed_files(const Node& service, const NormalizeContext& context) {
  Node files = Node::mapping(service.span);
  const bool unread = !context.phases.environment;
  const Node* const list = service.find(unread ? "env_file" : "label_file");
  if (list == nullptr || list->items.empty()) return files;
  Node paths = Node::sequence(list->span);
  for (const Node& item : list->items) {
    paths.items.push_back(unread ? env_file_item(item, context) : path_item(item, context));
  }
  files.set(unread ? "env_file" : "label_file", std::move(paths));
  return files;
}

void resolve_environment(Node& service, const std::string& name, MissingFiles missing,
                         const Files& files, const NormalizeContext& context) {
  Resolver resolver(service, name, missing, files, context);
  resolver.resolve_variables();
  resolver.resolve_labels();
}

}  // namespace devstack::load
