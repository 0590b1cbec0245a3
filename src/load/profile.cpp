// Reads profile files; what later profiles say replaces what earlier ones said.
#include "load/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "load/cast.hpp"

namespace devstack::load {

namespace {

const std::vector<std::string> kProfileKeys{
    "description", "extends", "project",     "compose_profiles", "services", "env_files",
    "env",         "use",     "port_offset", "overrides",        "budget"};
const std::vector<std::string> kBudgetKeys{"memory", "cpus", "storage", "startup"};

void add_new(std::vector<std::string>& list, std::string name) {
  if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(std::move(name));
}

class ProfileReader {
 public:
  ProfileReader(const std::vector<std::string>& folders, const ProjectFiles& files)
      : folders_(folders), files_(files), diagnostics_(files.diagnostics()) {}

  void read_named(const std::string& name) {
    add_new(overlay_.compose_profiles, name);
    const std::optional<std::string> path = find_file(name);
    if (!path) {
      if (name != "*") add_new(overlay_.without_file, name);
      return;
    }
    add_new(overlay_.applied, name);
    read_file(name, *path, {});
  }

  ProfileOverlay take() { return std::move(overlay_); }

 private:
  [[nodiscard]] std::optional<std::string> find_file(const std::string& name) const {
    if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.') ||
        name == "*") {
      return std::nullopt;
    }
    for (const std::string& folder : folders_) {
      for (const char* extension : {".yaml", ".yml"}) {
        std::string path = fmt::format("{}/{}{}", folder, name, extension);
        if (files_.exists(path)) return path;
      }
    }
    return std::nullopt;
  }

  void read_file(const std::string& name, const std::string& path, const SourceSpan& asked_at) {
    const bool cyclic = std::find(reading_.begin(), reading_.end(), path) != reading_.end();
    if (cyclic) {
      diagnostics_.error("DS1401", asked_at, fmt::format("the profile \"{}\" extends itself", name),
                         "take one of the `extends` away");
      return;
    }
    const std::optional<std::vector<Node>> documents = files_.documents(path);
    if (!documents || documents->empty()) return;
    const Node& document = documents->front();
    if (!expect(document, Node::Kind::kMapping, "a profile")) return;
    reading_.push_back(path);
    check_keys(document, kProfileKeys, "a profile");
    extend(document);
    apply(document);
    reading_.pop_back();
  }

  void extend(const Node& document) {
    const Node* extends = document.find("extends");
    if (extends == nullptr) return;
    for (const Located<std::string>& base : names_of(*extends, "extends")) {
      const std::optional<std::string> path = find_file(base.value);
      if (path) {
        read_file(base.value, *path, base.span);
      } else {
        diagnostics_.error("DS1403", base.span,
                           fmt::format("there is no profile file \"{}\"", base.value),
                           fmt::format("looked in {}", shown_folders()));
      }
    }
  }

  void apply(const Node& document) {
    for (const Entry& entry : document.entries) {
      if (entry.key == "project") {
        if (expect(entry.value, Node::Kind::kString, "`project`")) {
          overlay_.project = entry.value.text;
        }
      } else if (entry.key == "compose_profiles") {
        for (auto& name : names_of(entry.value, entry.key)) {
          add_new(overlay_.compose_profiles, std::move(name.value));
        }
      } else if (entry.key == "services") {
        overlay_.services.clear();
        for (auto& name : names_of(entry.value, entry.key)) {
          add_new(overlay_.services, std::move(name.value));
        }
      } else if (entry.key == "env_files") {
        for (auto& file : names_of(entry.value, entry.key)) {
          overlay_.env_files.push_back(std::move(file));
        }
      } else if (entry.key == "env") {
        apply_env(entry.value);
      } else if (entry.key == "budget") {
        apply_budget(entry.value);
      } else if (entry.key == "overrides") {
        if (expect(entry.value, Node::Kind::kMapping, "`overrides`")) {
          overlay_.overrides.push_back(entry.value);
        }
      } else if (entry.key == "use") {
        refuse_use(entry.value);
      } else if (entry.key == "port_offset") {
        refuse_port_offset(entry.value);
      }
    }
  }

  void apply_env(const Node& env) {
    if (!expect(env, Node::Kind::kMapping, "`env`")) return;
    for (const Entry& entry : env.entries) {
      if (!entry.value.is_scalar()) {
        diagnostics_.error("DS1404", entry.value.span,
                           fmt::format("the variable \"{}\" must be text, not a {}", entry.key,
                                       kind_name(entry.value.kind)));
        continue;
      }
      std::erase_if(overlay_.env, [&](const Entry& earlier) { return earlier.key == entry.key; });
      overlay_.env.push_back(entry);
    }
  }

  void apply_budget(const Node& node) {
    if (!expect(node, Node::Kind::kMapping, "`budget`")) return;
    check_keys(node, kBudgetKeys, "a budget");
    if (!overlay_.budget) overlay_.budget.emplace();
    model::Budget& budget = *overlay_.budget;
    budget.span = node.span;
    for (const Entry& entry : node.entries) {
      const std::string text = scalar_text(entry.value);
      bool fits = true;
      if (entry.key == "memory") {
        budget.memory = parse_bytes(text);
        fits = budget.memory.has_value();
      } else if (entry.key == "storage") {
        budget.storage = parse_bytes(text);
        fits = budget.storage.has_value();
      } else if (entry.key == "startup") {
        const auto startup = parse_duration(text);
        fits = startup.has_value();
        if (fits) budget.startup = std::chrono::duration_cast<std::chrono::milliseconds>(*startup);
      } else if (entry.key == "cpus") {
        fits = entry.value.kind == Node::Kind::kInt || entry.value.kind == Node::Kind::kFloat;
        if (fits)
          budget.cpus = entry.value.kind == Node::Kind::kInt
                            ? static_cast<double>(entry.value.integer)
                            : entry.value.real;
      }
      if (!fits) {
        diagnostics_.error("DS1404", entry.value.span,
                           fmt::format("\"{}\" is not a valid {} of a budget", text, entry.key),
                           "write memory and storage as 3G or 512M, startup as 60s, cpus as 1.5");
      }
    }
  }

  void refuse_use(const Node& use) {
    if (!expect(use, Node::Kind::kMapping, "`use`")) return;
    for (const Entry& entry : use.entries) {
      diagnostics_.error("DS1411", entry.key_span,
                         fmt::format("the role \"{}\" cannot be switched: this version of devstack "
                                     "has no substitutions",
                                     entry.key),
                         "take `use` out of the profile");
    }
  }

  void refuse_port_offset(const Node& offset) {
    const bool zero = offset.is_null() || (offset.kind == Node::Kind::kInt && offset.integer == 0);
    if (zero) return;
    diagnostics_.error("DS1411", offset.span,
                       "ports cannot be moved: this version of devstack has no port offsets",
                       "publish ports as \"${DB_PORT:-5432}:5432\" and set DB_PORT under `env`");
  }

  [[nodiscard]] bool expect(const Node& node, Node::Kind kind, std::string_view what) {
    if (node.kind == kind) return true;
    diagnostics_.error(
        "DS1404", node.span,
        fmt::format("{} must be a {}, not a {}", what, kind_name(kind), kind_name(node.kind)));
    return false;
  }

  void check_keys(const Node& node, const std::vector<std::string>& known, std::string_view what) {
    for (const Entry& entry : node.entries) {
      if (entry.key.starts_with("x-")) continue;
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      std::string hint = did_you_mean(entry.key, known);
      if (hint.empty()) hint = fmt::format("known keys: {}", join(known, ", "));
      diagnostics_.error("DS1402", entry.key_span,
                         fmt::format("{} has no key \"{}\"", what, entry.key), std::move(hint));
    }
  }

  /// A string, or a list of strings.
  std::vector<Located<std::string>> names_of(const Node& node, std::string_view key) {
    std::vector<Located<std::string>> names;
    const auto add = [&](const Node& name) {
      if (expect(name, Node::Kind::kString, fmt::format("each of `{}`", key))) {
        names.push_back({name.text, name.span});
      }
    };
    if (node.is_sequence()) {
      for (const Node& item : node.items) add(item);
    } else {
      add(node);
    }
    return names;
  }

  [[nodiscard]] std::string shown_folders() const {
    std::vector<std::string> shown;
    for (const std::string& folder : folders_) shown.push_back(files_.display(folder));
    return join(shown, ", ");
  }

  const std::vector<std::string>& folders_;
  const ProjectFiles& files_;
  Diagnostics& diagnostics_;
  ProfileOverlay overlay_;
  std::vector<std::string> reading_;
};

}  // namespace

ProfileOverlay read_profiles(const std::vector<std::string>& names,
                             const std::vector<std::string>& folders, const ProjectFiles& files) {
  ProfileReader reader(folders, files);
  for (const std::string& name : names) reader.read_named(name);
  return reader.take();
}

}  // namespace devstack::load
