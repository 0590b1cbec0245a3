// Names of keys, and a search that goes on over pieces.
#include "cli/stream/detach_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/project/docker_host.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

constexpr std::string_view kControl = "ctrl-";

/// ctrl-@, ctrl-a to ctrl-z, ctrl-[ and so on are the bytes from 0.
std::optional<char> byte_of(std::string_view key) {
  if (key.size() == 1) return key.front();
  if (key.size() != kControl.size() + 1 || !key.starts_with(kControl)) return std::nullopt;
  const char letter = key.back();
  if (letter >= 'a' && letter <= 'z') return static_cast<char>(letter - 'a' + 1);
  constexpr std::string_view kSigns = "@[\\]^_";
  constexpr std::string_view kBytes("\x00\x1b\x1c\x1d\x1e\x1f", 6);
  const auto sign = kSigns.find(letter);
  if (sign == std::string_view::npos) return std::nullopt;
  return kBytes[sign];
}

}  // namespace

std::string chosen_detach_keys(const CommandContext& context, const std::string& option) {
  if (!option.empty()) return option;
  const std::string folder = docker_config_folder(context.environment);
  if (folder.empty()) return kDefaultDetachKeys;
  const auto text = load::system_files().read(folder + "/config.json");
  const auto config = text ? parse_json(*text) : std::nullopt;
  return config ? (*config)["detachKeys"].as_string(kDefaultDetachKeys) : kDefaultDetachKeys;
}

std::string detach_bytes(const std::string& keys) {
  std::string bytes;
  for (const auto key : split(keys, ',')) {
    const auto byte = byte_of(key);
    if (!byte) {
      throw UsageError(fmt::format("\"{}\" is no key to detach with", key),
                       "keys are letters and ctrl-LETTER, with commas between: ctrl-p,ctrl-q");
    }
    bytes += *byte;
  }
  return bytes;
}

std::optional<std::string_view> DetachWatch::before_keys(std::string_view typed) {
  if (bytes_.empty()) return std::nullopt;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    if (typed[at] != bytes_[matched_]) matched_ = 0;
    if (typed[at] == bytes_[matched_]) ++matched_;
    if (matched_ == bytes_.size()) return typed.substr(0, at + 1 - std::min(at + 1, matched_));
  }
  return std::nullopt;
}

}  // namespace devstack::cli
