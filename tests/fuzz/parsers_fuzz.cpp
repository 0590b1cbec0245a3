// The small grammars: the first byte chooses one, the rest is its text. What a parser accepts must
// survive being written and read again.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/engine/image_reference.hpp"
#include "devstack/engine/tar.hpp"
#include "devstack/model/names.hpp"
#include "fuzz/fuzz_check.hpp"
#include "load/emit.hpp"
#include "load/paths.hpp"
#include "load/shell_words.hpp"
#include "load/short_forms.hpp"
#include "load/values.hpp"
#include "load/yaml_scalar.hpp"

namespace {

using devstack::fuzz::require;
using devstack::fuzz::require_equal;
using devstack::load::CanonicalContext;
using devstack::load::Node;
using Expand = void (*)(Node&, CanonicalContext&);

void check_durations(std::string_view text) {
  if (const auto duration = devstack::parse_duration(text)) {
    require(devstack::parse_duration(devstack::format_go_duration(*duration)) == duration,
            "a duration survives Go's form", text);
    require(!devstack::format_duration(*duration).empty(), "a duration can be shown");
  }
  (void)devstack::load::parse_compose_duration(text);
}

void check_sizes(std::string_view text) {
  const auto bytes = devstack::parse_bytes(text);
  if (!bytes) return;
  require(devstack::parse_bytes(std::to_string(*bytes)) == bytes, "a size survives", text);
  require(!devstack::format_bytes(*bytes).empty(), "a size can be shown");
}

void check_times(std::string_view text) {
  const auto time = devstack::parse_rfc3339(text);
  if (time) {
    require(devstack::parse_rfc3339(devstack::format_rfc3339(*time)) == time, "a time survives",
            text);
  }
}

void check_ranges(std::string_view text) {
  if (const auto range = devstack::load::parse_port_range(text)) {
    require(range->first <= range->last && range->size() >= 1, "a range is not empty", text);
  }
  (void)devstack::load::is_ip_address(text);
}

void check_names(std::string_view text) {
  const std::string name = devstack::model::normalize_project_name(text);
  require(name.empty() || devstack::model::is_project_name(name), "a normalised name is one", text);
  require_equal(devstack::model::normalize_project_name(name), name, "normalising twice");
}

void check_shell_words(std::string_view text) {
  const auto words = devstack::load::split_shell_words(text);
  if (!words) return;
  std::string line;
  for (const std::string& word : *words) {
    if (word.find('\'') != std::string::npos) return;
    line += "'" + word + "' ";
  }
  const auto again = devstack::load::split_shell_words(line);
  require(again.has_value() && *again == *words, "quoted words stay words", line);
}

void check_image_reference(std::string_view text) {
  const auto image = devstack::engine::parse_image_reference(text);
  if (!image) return;
  std::string full = image->registry + "/" + image->repository;
  if (!image->tag.empty()) full += ":" + image->tag;
  if (!image->digest.empty()) full += "@" + image->digest;
  const auto again = devstack::engine::parse_image_reference(full);
  require(again.has_value(), "a full reference is one", full);
  require_equal(again->registry + " " + again->repository + " " + again->tag + " " + again->digest,
                image->registry + " " + image->repository + " " + image->tag + " " + image->digest,
                "a reference survives");
  require(!devstack::engine::stand_in_name(*image).empty(), "a stand-in has a name");
}

/// Patterns, and behind the first NUL a path.
void check_docker_ignore(std::string_view text) {
  const std::size_t end = text.find('\0');
  const devstack::engine::DockerIgnore ignore(text.substr(0, end));
  const std::string path(end == std::string_view::npos ? "a/b/c.txt" : text.substr(end + 1));
  require(ignore.excludes(path) == ignore.excludes(path), "a verdict is stable");
}

void check_paths(std::string_view text) {
  const std::string path = devstack::load::clean_path(text);
  require_equal(devstack::load::clean_path(path), path, "cleaning twice");
  const std::string absolute = devstack::load::absolute_path(text, "/p", "/home/u");
  require_equal(devstack::load::absolute_path(absolute, "/q", "/home/v"), absolute,
                "an absolute path stays");
  (void)devstack::load::is_remote_context(text);
}

void check_hosts(std::string_view text) {
  try {
    (void)devstack::engine::parse_host(text);
  } catch (const devstack::Error&) {
    return;
  }
}

void check_plain_scalars(std::string_view text) {
  Node node;
  node.kind = Node::Kind::kString;
  node.text = text;
  devstack::load::resolve_plain_scalar(node);
  require(node.is_scalar(), "a scalar stays one");
  require(!devstack::load::write_json(node, {}).empty(), "a scalar can be written");
}

void check_text(std::string_view text) {
  const std::string safe = devstack::terminal_safe(text);
  require(devstack::is_valid_utf8(safe), "terminal text is UTF-8");
  require(devstack::display_width(devstack::truncate_to_width(safe, 10)) <= 10, "cut to width");
}

/// What expanding leaves is long, and long forms stay.
void check_expansion(Expand expand, std::string_view text, Node::Kind kind) {
  Node node = Node::string(std::string(text));
  if (kind != Node::Kind::kString) {
    Node list = Node::sequence();
    for (const std::string_view line : devstack::split(text, '\n')) {
      list.items.push_back(Node::string(std::string(line)));
    }
    node = std::move(list);
  }
  devstack::Diagnostics diagnostics;
  CanonicalContext context{diagnostics, "services.a.key"};
  expand(node, context);
  devstack::fuzz::require_sound(diagnostics);
  if (diagnostics.has_errors()) return;
  const std::string once = devstack::load::write_json(node, {});
  expand(node, context);
  require(!diagnostics.has_errors(), "a long form is accepted", once);
  require_equal(devstack::load::write_json(node, {}), once, "a long form stays");
}

void check_short_form(std::string_view text) {
  struct Form {
    Expand expand;
    Node::Kind kind;
  };
  using Kind = Node::Kind;
  static constexpr std::array<Form, 14> kForms{{
      {devstack::load::expand_ports, Kind::kSequence},
      {devstack::load::expand_mount, Kind::kString},
      {devstack::load::expand_device, Kind::kString},
      {devstack::load::expand_command, Kind::kString},
      {devstack::load::expand_extra_hosts, Kind::kSequence},
      {devstack::load::expand_variables, Kind::kSequence},
      {devstack::load::expand_labels, Kind::kSequence},
      {devstack::load::expand_depends_on, Kind::kSequence},
      {devstack::load::expand_env_file, Kind::kString},
      {devstack::load::expand_gpus, Kind::kString},
      {devstack::load::expand_expose, Kind::kSequence},
      {devstack::load::expand_health_test, Kind::kString},
      {devstack::load::expand_build, Kind::kString},
      {devstack::load::expand_ssh, Kind::kSequence},
  }};
  if (text.empty()) return;
  const Form& form = kForms[static_cast<unsigned char>(text[0]) % kForms.size()];
  check_expansion(form.expand, text.substr(1), form.kind);
}

constexpr std::array<void (*)(std::string_view), 14> kChecks{
    check_short_form,    check_durations, check_sizes,       check_times,
    check_ranges,        check_names,     check_shell_words, check_image_reference,
    check_docker_ignore, check_paths,     check_hosts,       check_plain_scalars,
    check_text,          check_short_form};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = devstack::fuzz::text_of(data, size);
  if (text.empty()) return 0;
  kChecks[static_cast<unsigned char>(text[0]) % kChecks.size()](text.substr(1));
  return 0;
}
