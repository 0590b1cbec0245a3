// `x-devstack` at the top of the stack file: default profile, tiers, exports, links; substitutions
// and checks are read by files of their own.
#include <charconv>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/extension.hpp"
#include "load/extension_block.hpp"
#include "load/extension_checks.hpp"
#include "load/extension_substitutions.hpp"
#include "load/known_service.hpp"
#include "load/node_reader.hpp"
#include "load/shape_extension.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";

class StackBlock {
 public:
  StackBlock(const Node& block, const Node& services, Diagnostics& diagnostics)
      : reader_(&block), services_(services), diagnostics_(diagnostics) {}

  model::StackExtension read() {
    const ValueCheck check(reader_, "x-devstack", kWrongValue, diagnostics_);
    check.text_not_blank("default_profile");
    result_.default_profile = reader_.text("default_profile");
    for (const Node& node : reader_.items("tiers")) read_tier(node);
    for (const Entry& entry : reader_.entries("exports")) read_export(entry);
    check.list_not_empty("links");
    result_.links = reader_.texts("links");
    if (const Node* const roles = reader_.find("substitutions")) {
      result_.substitutions = decode_substitutions(*roles, services_, diagnostics_);
    }
    if (const Node* const checks = reader_.find("checks")) {
      result_.checks = decode_checks(*checks, services_, diagnostics_);
    }
    return std::move(result_);
  }

 private:
  void read_tier(const Node& node) {
    const NodeReader reader(&node);
    const std::string path = fmt::format("x-devstack.tiers[{}]", result_.tiers.size());
    const ValueCheck check(reader, path, kWrongValue, diagnostics_);
    check.text_not_blank("name");
    check.list_not_empty("services");
    model::Tier tier{reader.text("name"), {}, node.span};
    check_name(tier);
    for (const Node& item : reader.items("services")) {
      expect_service(item.text, services_, item.span, fmt::format("tier \"{}\" has", tier.name),
                     diagnostics_);
      tier.services.push_back({item.text, item.span});
    }
    result_.tiers.push_back(std::move(tier));
  }

  void check_name(const model::Tier& tier) {
    for (const model::Tier& earlier : result_.tiers) {
      if (earlier.name != tier.name) continue;
      report_twice(tier.span, earlier.span,
                   fmt::format("there are two tiers with the name \"{}\"", tier.name),
                   "put the services into one list, or rename one of the tiers", diagnostics_);
      return;
    }
  }

  void read_export(const Entry& entry) {
    if (!is_variable_name(entry.key)) {
      diagnostics_.error(
          kWrongValue, entry.key_span,
          fmt::format("\"{}\" under \"x-devstack.exports\" is no name of a variable", entry.key),
          "shells take letters, digits and \"_\", and no digit in front");
    }
    check_placeholders(entry.value);
    result_.exports[entry.key] = {entry.value.text, entry.value.span};
  }

  void check_placeholders(const Node& value) {
    std::string_view rest = value.text;
    while (true) {
      const auto open = rest.find('{');
      const auto close = open == std::string_view::npos ? open : rest.find('}', open);
      if (close == std::string_view::npos) return;
      const std::string_view inside = rest.substr(open + 1, close - open - 1);
      if (inside.starts_with("address:") || inside.starts_with("port:")) {
        check_placeholder(inside, value.span);
      }
      rest.remove_prefix(close + 1);
    }
  }

  void check_placeholder(std::string_view text, const SourceSpan& span) {
    // Not interpolated: nothing can be said of it.
    if (text.find('$') != std::string_view::npos) return;
    const auto parts = split(text, ':');
    std::uint16_t port = 0;
    if (parts.size() == 3) {
      const char* const end = parts[2].data() + parts[2].size();
      const auto [stop, error] = std::from_chars(parts[2].data(), end, port);
      if (stop != end || error != std::errc()) port = 0;
    }
    if (port == 0) {
      diagnostics_.error(
          kWrongValue, span, fmt::format("\"{{{}}}\" names no port", text),
          "write {address:SERVICE:PORT} or {port:SERVICE:PORT}, with the port inside "
          "the container");
      return;
    }
    expect_service(std::string(parts[1]), services_, span, fmt::format("\"{{{}}}\" means", text),
                   diagnostics_);
  }

  NodeReader reader_;
  const Node& services_;
  Diagnostics& diagnostics_;
  model::StackExtension result_;
};

}  // namespace

model::StackExtension decode_stack_extension(Node block, const Node& services,
                                             Diagnostics& diagnostics) {
  block = prepare_block(std::move(block), kStackExtensionShape, "x-devstack", diagnostics);
  return StackBlock(block, services, diagnostics).read();
}

}  // namespace devstack::load
