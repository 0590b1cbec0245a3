#include "load/check_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>

#include "load/cast.hpp"

namespace devstack::load {
namespace {

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
/// The engine keeps weights of block devices in 16 bits.
constexpr std::int64_t kMaxWeight = 65535;

struct Range {
  std::initializer_list<std::string_view> path;
  std::int64_t least = 0;
  std::int64_t most = kNoLimit;
};

const Node* find_path(const Node& node, std::initializer_list<std::string_view> path) {
  const Node* current = &node;
  for (const std::string_view key : path) {
    if (current == nullptr) return nullptr;
    current = current->find(key);
  }
  return current;
}

std::string text_of(const Node& node, std::string_view key) {
  const Node* const value = node.find(key);
  return value == nullptr ? std::string() : scalar_text(*value);
}

/// One of the words, or "every_" with a time such as 12h; Compose looks for it anywhere in the
/// text.
bool is_pull_policy(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords{"always",  "never",   "build", "if_not_present",
                                                   "missing", "refresh", "daily", "weekly"};
  if (std::any_of(kWords.begin(), kWords.end(), [text](std::string_view word) {
        return text.find(word) != std::string_view::npos;
      })) {
    return true;
  }
  constexpr std::string_view kEvery = "every_";
  const std::size_t every = text.find(kEvery);
  if (every == std::string_view::npos) return false;
  const std::string_view time = text.substr(every + kEvery.size());
  const std::size_t unit = time.find_first_not_of("0123456789");
  return unit != 0 && unit != std::string_view::npos &&
         std::string_view("wdhms").find(time[unit]) != std::string_view::npos;
}

class ValueLimits {
 public:
  ValueLimits(const Entry& entry, Diagnostics& diagnostics)
      : name_(entry.key), service_(entry.value), diagnostics_(diagnostics) {}

  void run() const {
    check_ranges();
    check_percent();
    check_container_name();
    check_pull_policy();
    check_build();
    check_mounts();
    check_watch();
    check_devices();
  }

 private:
  void check_ranges() const {
    const std::array<Range, 11> ranges{{{{"scale"}},
                                        {{"deploy", "replicas"}},
                                        {{"deploy", "update_config", "parallelism"}},
                                        {{"deploy", "rollback_config", "parallelism"}},
                                        {{"deploy", "restart_policy", "max_attempts"}},
                                        {{"deploy", "placement", "max_replicas_per_node"}},
                                        {{"healthcheck", "retries"}},
                                        {{"cpu_count"}},
                                        {{"cpu_percent"}, 0, 100},
                                        {{"blkio_config", "weight"}, 0, kMaxWeight},
                                        {{"oom_score_adj"}, -1000, 1000}}};
    for (const Range& range : ranges) {
      const Node* const value = find_path(service_, range.path);
      if (value == nullptr) continue;
      check_range(*value, fmt::format("{}", fmt::join(range.path, ".")), range.least, range.most);
    }
    const Node* const weights = find_path(service_, {"blkio_config", "weight_device"});
    if (weights == nullptr) return;
    for (const Node& item : weights->items) {
      const Node* const weight = item.find("weight");
      if (weight == nullptr) continue;
      check_range(*weight, "blkio_config.weight_device.weight", 0, kMaxWeight);
    }
  }

  void check_range(const Node& value, const std::string& path, std::int64_t least,
                   std::int64_t most) const {
    const std::string text = scalar_text(value);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || (number >= least && number <= most)) return;
    const std::string allowed = most == kNoLimit ? fmt::format("at least {}", least)
                                                 : fmt::format("from {} to {}", least, most);
    error_at("DS1202", value,
             fmt::format("\"services.{}.{}\" must be {}, not {}", name_, path, allowed, text), {});
  }

  void check_percent() const {
    const Node* const percent = service_.find("cpu_percent");
    if (percent == nullptr) return;
    const std::string text = scalar_text(*percent);
    const std::size_t point = text.find('.');
    if (point == std::string::npos || text.find_first_of("123456789", point) == std::string::npos) {
      return;
    }
    error_at("DS1202", *percent,
             fmt::format("\"services.{}.cpu_percent\" must be a whole number, not {}", name_, text),
             {});
  }

  /// Compose wants two characters of a name somewhere in it; what else is wrong the engine says.
  void check_container_name() const {
    const Node* const name = service_.find("container_name");
    if (name == nullptr || !name->is_string()) return;
    const auto alphanumeric = [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; };
    const auto is_start = [&](char a, char b) {
      return alphanumeric(static_cast<unsigned char>(a)) &&
             (alphanumeric(static_cast<unsigned char>(b)) || b == '_' || b == '.' || b == '-');
    };
    const std::string& text = name->text;
    if (std::adjacent_find(text.begin(), text.end(), is_start) != text.end()) return;
    error_at("DS1202", *name,
             fmt::format("\"services.{}.container_name\" cannot be \"{}\"", name_, text),
             "a name has at least two letters, digits, \"_\", \".\" or \"-\", and begins with a "
             "letter or digit");
  }

  void check_pull_policy() const {
    const Node* const policy = service_.find("pull_policy");
    if (policy == nullptr || !policy->is_string() || is_pull_policy(policy->text)) return;
    error_at("DS1202", *policy,
             fmt::format("\"services.{}.pull_policy\" cannot be \"{}\"", name_, policy->text),
             "it is always, never, missing, build, refresh, daily, weekly, or a time such as "
             "every_12h");
  }

  void check_build() const {
    const Node* const build = service_.find("build");
    if (build == nullptr || text_of(*build, "dockerfile").empty()) return;
    const Node* const text = build->find("dockerfile_inline");
    if (text == nullptr || scalar_text(*text).empty()) return;
    diagnostics_.add({Severity::kError, "DS1204",
                      fmt::format("service \"{}\" is built from both \"dockerfile\" and "
                                  "\"dockerfile_inline\"",
                                  name_),
                      text->span, "keep one of them", build->find("dockerfile")->span,
                      "the other is here"});
  }

  void check_mounts() const {
    const Node* const mounts = service_.find("volumes");
    if (mounts == nullptr) return;
    for (const Node& mount : mounts->items) {
      if (!mount.is_mapping() || !text_of(mount, "target").empty()) continue;
      error_at("DS1212", mount, fmt::format("a volume of service \"{}\" has no \"target\"", name_),
               "say where it is mounted in the container: target: /path");
    }
  }

  void check_watch() const {
    const Node* const watch = find_path(service_, {"develop", "watch"});
    if (watch == nullptr) return;
    for (const Node& trigger : watch->items) {
      const Node* const path = trigger.find("path");
      if (path != nullptr && scalar_text(*path).empty()) {
        error_at("DS1202", *path,
                 fmt::format("a \"path\" to watch of service \"{}\" is empty", name_),
                 "name a file or folder");
      }
      const std::string action = text_of(trigger, "action");
      if (!action.starts_with("sync") || !text_of(trigger, "target").empty()) continue;
      error_at("DS1202", *trigger.find("action"),
               fmt::format("\"{}\" of service \"{}\" has no \"target\" to copy to", action, name_),
               "say where the files go in the container: target: /path");
    }
  }

  void check_devices() const {
    const Node* const devices =
        find_path(service_, {"deploy", "resources", "reservations", "devices"});
    check_selection(devices);
    check_selection(service_.find("gpus"));
    if (devices == nullptr) return;
    for (const Node& device : devices->items) {
      if (!device.is_mapping() || device.find("capabilities") != nullptr) continue;
      error_at("DS1202", device,
               fmt::format("a device that service \"{}\" reserves has no \"capabilities\"", name_),
               "say what it must be able to do: capabilities: [gpu]");
    }
  }

  void check_selection(const Node* devices) const {
    if (devices == nullptr) return;
    for (const Node& device : devices->items) {
      const Node* const ids = device.find("device_ids");
      if (ids == nullptr || ids->items.empty() || device.find("count") == nullptr) continue;
      error_at(
          "DS1204", *ids,
          fmt::format("service \"{}\" asks for devices by \"count\" and by \"device_ids\"", name_),
          "keep one of them");
    }
  }

  void error_at(std::string_view code, const Node& node, std::string message,
                std::string hint) const {
    diagnostics_.error(code, node.span, std::move(message), std::move(hint));
  }

  const std::string& name_;
  const Node& service_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_values(const Node& services, Diagnostics& diagnostics) {
  for (const Entry& entry : services.entries) ValueLimits(entry, diagnostics).run();
}

}  // namespace devstack::load
