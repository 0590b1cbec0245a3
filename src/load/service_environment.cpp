#include "load/service_environment.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "load/dotenv.hpp"
#include "load/paths.hpp"

namespace devstack::load {
namespace {

/// One reading of a file that a service names.
struct EnvFile {
  Node path;
  bool required = true;
  bool raw = false;
};

class Resolver {
 public:
  Resolver(Node& service, const std::string& name, MissingFiles missing, const Files& files,
           const NormalizeContext& context)
      : service_(service), name_(name), missing_(missing), files_(files), context_(context) {}

  void resolve_variables() {
    Node merged = Node::mapping(service_.span);
    if (Node* const declared = service_.find("environment")) look_up_values(*declared);
    for (const EnvFile& file : env_files()) read(file, merged);
    overlay("environment", std::move(merged));
  }

  void resolve_labels() {
    const Node* const paths = service_.find("label_file");
    if (paths == nullptr) return;
    Node merged = Node::mapping(service_.span);
    for (const Node& path : Node(*paths).items) read({path, true, false}, merged);
    overlay("labels", std::move(merged));
  }

 private:
  void look_up_values(Node& declared) const {
    for (Entry& entry : declared.entries) {
      const auto known = context_.environment.find(entry.key);
      if (!entry.value.is_null() || known == context_.environment.end()) continue;
      Node value = Node::string(known->second, entry.value.span);
      value.via = entry.value.via;
      entry.value = std::move(value);
    }
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
      result.push_back({*path, required == nullptr || required->boolean,
                        format != nullptr && format->text == "raw"});
    }
    return result;
  }

  void read(const EnvFile& file, Node& merged) const {
    const std::string path =
        absolute_path(file.path.text, context_.directory, home_of(context_.environment));
    const std::optional<std::string> text = files_.read(path);
    if (!text) {
      if (file.required && missing_ == MissingFiles::kReport) report_missing(file, path);
      return;
    }
    const auto source = std::make_shared<const SourceFile>(SourceFile{file.path.text, *text});
    const Lookup lookup = [this](std::string_view name) { return look_up(name); };
    const auto entries = file.raw ? parse_raw_env(source, lookup, context_.diagnostics)
                                  : parse_dotenv(source, lookup, context_.diagnostics);
    for (const DotenvEntry& entry : entries) {
      Node value = Node::string(entry.value, entry.span);
      value.via = file.path.span;
      merged.set(entry.name, std::move(value));
    }
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
  void overlay(std::string key, Node merged) {
    if (const Node* const declared = service_.find(key)) {
      for (const Entry& entry : declared->entries) merged.set(entry.key, entry.value);
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

}  // namespace

void resolve_environment(Node& service, const std::string& name, MissingFiles missing,
                         const Files& files, const NormalizeContext& context) {
  Resolver resolver(service, name, missing, files, context);
  resolver.resolve_variables();
  resolver.resolve_labels();
}

}  // namespace devstack::load
