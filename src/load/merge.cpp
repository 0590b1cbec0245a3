// The table of rules is that of compose-go's override package (facts: reference behaviour of
// Compose 2.40.3, checked by experiment).
#include "load/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "load/merge_forms.hpp"
#include "load/override.hpp"
#include "load/tree_path.hpp"
#include "load/unique_items.hpp"

namespace devstack::load {

namespace {

enum class Rule {
  kReplace,
  kKeyValues,
  kSequence,
  kHosts,
  kNames,
  kSsh,
  kDependsOn,
  kBuild,
  kLogging,
  kUlimit,
  kGpus,
  kIpam,
};

struct Special {
  std::string_view pattern;
  Rule rule;
};

constexpr Special kSpecials[] = {
    {"networks.*.ipam.config", Rule::kIpam},
    {"networks.*.labels", Rule::kKeyValues},
    {"volumes.*.labels", Rule::kKeyValues},
    {"services.*.annotations", Rule::kKeyValues},
    {"services.*.build", Rule::kBuild},
    {"services.*.build.args", Rule::kKeyValues},
    {"services.*.build.additional_contexts", Rule::kKeyValues},
    {"services.*.build.extra_hosts", Rule::kHosts},
    {"services.*.build.labels", Rule::kKeyValues},
    {"services.*.build.ssh", Rule::kSsh},
    {"services.*.command", Rule::kReplace},
    {"services.*.depends_on", Rule::kDependsOn},
    {"services.*.deploy.labels", Rule::kKeyValues},
    {"services.*.dns", Rule::kSequence},
    {"services.*.dns_opt", Rule::kSequence},
    {"services.*.dns_search", Rule::kSequence},
    {"services.*.entrypoint", Rule::kReplace},
    {"services.*.env_file", Rule::kSequence},
    {"services.*.label_file", Rule::kSequence},
    {"services.*.environment", Rule::kKeyValues},
    {"services.*.extra_hosts", Rule::kHosts},
    {"services.*.gpus", Rule::kGpus},
    {"services.*.healthcheck.test", Rule::kReplace},
    {"services.*.labels", Rule::kKeyValues},
    {"services.*.logging", Rule::kLogging},
    {"services.*.models", Rule::kNames},
    {"services.*.networks", Rule::kNames},
    {"services.*.sysctls", Rule::kKeyValues},
    {"services.*.tmpfs", Rule::kSequence},
    {"services.*.ulimits.*", Rule::kUlimit},
};

std::optional<Rule> special_rule(const TreePath& path) {
  for (const Special& special : kSpecials) {
    if (matches(path, special.pattern)) return special.rule;
  }
  return std::nullopt;
}

class Merger {
 public:
  Merger(Diagnostics& diagnostics, Record record, PairsForm form, TreePath path = {})
      : diagnostics_(diagnostics),
        record_(record),
        form_(form),
        of_service_(!path.empty()),
        path_(std::move(path)) {}

  void merge(Node& base, Node overlay) {
    const std::optional<Rule> rule = special_rule(path_);
    if (rule == Rule::kReplace) {
      replace(base, std::move(overlay));
    } else if (overlay.is_null()) {
      return;
    } else if (base.is_null()) {
      replace(base, std::move(overlay));
    } else if (rule) {
      merge_special(*rule, base, std::move(overlay));
    } else {
      merge_plain(base, std::move(overlay));
    }
  }

 private:
  void replace(Node& base, Node overlay) const {
    override_value(base, std::move(overlay), record_);
  }

  void merge_plain(Node& base, Node overlay) {
    if (base.is_scalar()) {
      replace(base, std::move(overlay));
    } else if (base.kind != overlay.kind) {
      diagnostics_.add(
          {Severity::kError, "DS1294",
           fmt::format("a {} cannot be merged into the {} that \"{}\" already is",
                       kind_name(overlay.kind), kind_name(base.kind), to_string(path_)),
           overlay.span, "use the same form in both places, or `!override` to replace the value",
           base.span, "what is there already"});
    } else if (base.is_sequence()) {
      note_merge(base, overlay, record_);
      std::move(overlay.items.begin(), overlay.items.end(), std::back_inserter(base.items));
    } else {
      merge_mappings(base, std::move(overlay));
    }
  }

  void merge_mappings(Node& base, Node overlay) {
    note_merge(base, overlay, record_);
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < base.entries.size(); ++i) index.emplace(base.entries[i].key, i);
    std::vector<bool> removed(base.entries.size());
    for (Entry& entry : overlay.entries) {
      const auto found = index.find(entry.key);
      const bool reset = entry.value.tag == Node::Tag::kReset;
      if (found == index.end()) {
        if (!reset) base.entries.push_back(std::move(entry));
      } else if (reset) {
        note_removal(base, entry.key, entry.value.span, record_);
        removed[found->second] = true;
      } else if (entry.value.tag == Node::Tag::kOverride) {
        replace(base.entries[found->second].value, std::move(entry.value));
      } else {
        Entry& present = base.entries[found->second];
        path_.push_back(present.key);
        merge(present.value, std::move(entry.value));
        path_.pop_back();
      }
    }
    for (std::size_t i = removed.size(); i-- > 0;) {
      if (removed[i]) base.entries.erase(base.entries.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void merge_special(Rule rule, Node& base, Node overlay) {
    switch (rule) {
      case Rule::kKeyValues:
        if (form_ == PairsForm::kList) {
          append(base, sorted_pairs(std::move(overlay)));
        } else if (base.is_mapping() || overlay.is_mapping()) {
          replace_members(base, std::move(overlay));
        } else {
          append(base, std::move(overlay));
        }
        break;
      case Rule::kSequence:
        append(base, std::move(overlay));
        break;
      case Rule::kHosts:
        append_new(base, std::move(overlay));
        break;
      case Rule::kNames:
        base = names_to_mapping(std::move(base));
        merge_plain(base, names_to_mapping(std::move(overlay)));
        break;
      case Rule::kSsh:
        // An earlier file's list is a mapping by then; the services of one file are as written.
        if (!of_service_) base = key_values_to_mapping(std::move(base));
        merge_plain(base, std::move(overlay));
        break;
      case Rule::kGpus:
        // An earlier file's "all" is a list by then.
        if (!of_service_) base = gpus_to_sequence(std::move(base));
        merge_plain(base, std::move(overlay));
        break;
      case Rule::kDependsOn:
        base = depends_on_to_mapping(std::move(base));
        merge_plain(base, depends_on_to_mapping(std::move(overlay)));
        break;
      case Rule::kBuild:
        base = build_to_mapping(std::move(base));
        merge_plain(base, build_to_mapping(std::move(overlay)));
        break;
      case Rule::kLogging:
        merge_logging(base, std::move(overlay));
        break;
      case Rule::kUlimit:
        replace(base, std::move(overlay));
        break;
      case Rule::kIpam:
        merge_ipam(base, std::move(overlay));
        break;
      case Rule::kReplace:
        replace(base, std::move(overlay));
        break;
    }
  }

  /// Key by key: the overlay's value replaces, also when it is null.
  void replace_members(Node& base, Node overlay) const {
    note_merge(base, overlay, record_);
    base = key_values_to_mapping(std::move(base));
    overlay = key_values_to_mapping(std::move(overlay));
    for (Entry& entry : overlay.entries) {
      if (entry.value.tag == Node::Tag::kReset) {
        note_removal(base, entry.key, entry.value.span, record_);
        base.erase(entry.key);
      } else if (Node* present = base.find(entry.key)) {
        replace(*present, std::move(entry.value));
      } else {
        base.entries.push_back(std::move(entry));
      }
    }
  }

  static Node sorted_pairs(Node pairs) {
    if (!pairs.is_mapping()) return pairs;
    strip_resets(pairs);
    pairs = to_sequence(std::move(pairs));
    std::sort(pairs.items.begin(), pairs.items.end(),
              [](const Node& a, const Node& b) { return a.text < b.text; });
    return pairs;
  }

  void append(Node& base, Node overlay) const {
    note_merge(base, overlay, record_);
    base = to_sequence(form_ == PairsForm::kList ? sorted_pairs(std::move(base)) : std::move(base));
    overlay = to_sequence(std::move(overlay));
    std::move(overlay.items.begin(), overlay.items.end(), std::back_inserter(base.items));
  }

  void append_new(Node& base, Node overlay) const {
    base = to_sequence(std::move(base));
    overlay = to_sequence(std::move(overlay));
    std::erase_if(overlay.items, [&base](const Node& item) {
      return std::any_of(base.items.begin(), base.items.end(),
                         [&item](const Node& present) { return present.text == item.text; });
    });
    append(base, std::move(overlay));
  }

  /// Options belong to a driver: those of another driver are not kept.
  void merge_logging(Node& base, Node overlay) {
    const Node* old_driver = base.find("driver");
    const Node* new_driver = overlay.find("driver");
    if (old_driver != nullptr && new_driver != nullptr && old_driver->text != new_driver->text) {
      replace(base, std::move(overlay));
    } else {
      merge_plain(base, std::move(overlay));
    }
  }

  /// Address pools are known by their subnet; Compose drops those that the later file does not
  /// have.
  void merge_ipam(Node& base, Node overlay) {
    if (!base.is_sequence() || !overlay.is_sequence()) {
      merge_plain(base, std::move(overlay));
      return;
    }
    std::vector<Node> pools;
    for (Node& pool : overlay.items) {
      const Node* subnet = pool.find("subnet");
      const auto same = std::find_if(base.items.begin(), base.items.end(), [&](const Node& item) {
        const Node* other = item.find("subnet");
        return (subnet == nullptr && other == nullptr) ||
               (subnet != nullptr && other != nullptr && subnet->text == other->text);
      });
      if (same == base.items.end()) {
        pools.push_back(std::move(pool));
      } else {
        merge_plain(*same, std::move(pool));
        pools.push_back(std::move(*same));
        base.items.erase(same);
      }
    }
    base.items = std::move(pools);
  }

  Diagnostics& diagnostics_;
  Record record_;
  PairsForm form_;
  bool of_service_;
  TreePath path_;
};

}  // namespace

void merge_document(Node& base, Node overlay, Diagnostics& diagnostics, Record record,
                    PairsForm form) {
  Merger(diagnostics, record, form).merge(base, std::move(overlay));
  strip_resets(base);
  enforce_unique_items(base, record);
}

void merge_service(Node& base, Node overlay, Diagnostics& diagnostics, Record record,
                   PairsForm form) {
  Merger(diagnostics, record, form, {"services", "*"}).merge(base, std::move(overlay));
}

void apply_resets(Node& base, Node& overlay, Record record) {
  for (Entry& entry : overlay.entries) {
    Node* present = base.find(entry.key);
    if (present == nullptr) continue;
    switch (entry.value.tag) {
      case Node::Tag::kNone:
        apply_resets(*present, entry.value, record);
        break;
      case Node::Tag::kReset:
        note_removal(base, entry.key, entry.value.span, record);
        base.erase(entry.key);
        break;
      case Node::Tag::kOverride:
        note_override(entry.value, *present, record);
        base.erase(entry.key);
        break;
    }
  }
}

void strip_resets(Node& node) {
  std::erase_if(node.entries,
                [](const Entry& entry) { return entry.value.tag == Node::Tag::kReset; });
  std::erase_if(node.items, [](const Node& item) { return item.tag == Node::Tag::kReset; });
  for (Entry& entry : node.entries) {
    entry.value.tag = Node::Tag::kNone;
    strip_resets(entry.value);
  }
  for (Node& item : node.items) {
    item.tag = Node::Tag::kNone;
    strip_resets(item);
  }
}

}  // namespace devstack::load
