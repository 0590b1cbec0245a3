#include "load/check_shape.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"

namespace devstack::load {
namespace {

Kinds kind_bit(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kNull:
      return kTakesNull;
    case Node::Kind::kBool:
      return kTakesBool;
    case Node::Kind::kInt:
      return kTakesInt;
    case Node::Kind::kFloat:
      return kTakesFloat;
    case Node::Kind::kString:
      return kTakesString;
    case Node::Kind::kSequence:
      return kTakesList;
    case Node::Kind::kMapping:
      return kTakesMap;
  }
  return 0;
}

/// 1e3 and 2.0 are integers to JSON Schema, by which Compose judges.
bool is_whole_number(const Node& node, const Shape& shape) {
  return node.kind == Node::Kind::kFloat && (shape.takes & kTakesInt) != 0 &&
         (shape.cast == Cast::kInteger || shape.cast == Cast::kCount) &&
         node.real == std::floor(node.real) && std::abs(node.real) < 9e18;
}

std::string describe_found(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return "nothing";
    case Node::Kind::kBool:
      return fmt::format("the boolean {}", node.boolean);
    case Node::Kind::kInt:
    case Node::Kind::kFloat:
      return fmt::format("the number {}", node.text);
    case Node::Kind::kString:
      return fmt::format("the string \"{}\"", truncate_to_width(terminal_safe(node.text), 40));
    case Node::Kind::kSequence:
      return "a list";
    case Node::Kind::kMapping:
      return "a mapping";
  }
  return {};
}

bool is_name(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
  });
}

std::string below(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

/// What a scalar may be, by what it becomes: a number in quotes is a number like any other.
std::vector<std::string> scalars_of(const Shape& shape) {
  const auto takes = [&shape](Kinds kinds) { return (shape.takes & kinds) != 0; };
  if (!takes(kTakesString | kTakesBool | kTakesNumber)) return {};
  if (!shape.choices.empty()) return {fmt::format("one of {}", fmt::join(shape.choices, ", "))};
  const std::string number = takes(kTakesFloat) ? "a number" : "a whole number";
  switch (shape.cast) {
    case Cast::kBoolean:
      return {"true or false"};
    case Cast::kInteger:
    case Cast::kNumber:
      return {number};
    case Cast::kCount:
      return {"a whole number", "\"all\""};
    case Cast::kDuration:
      return {"a duration such as \"30s\""};
    case Cast::kSize:
      return {takes(kTakesNumber) ? "a size such as 64m or a number of bytes"
                                  : "a size such as \"64m\""};
    case Cast::kFileMode:
      return {"a file mode such as 0440"};
    case Cast::kNone:
    case Cast::kText:
    case Cast::kTextOrEmpty:
      break;
  }
  std::vector<std::string> parts;
  if (takes(kTakesString)) parts.emplace_back("a string");
  if (takes(kTakesBool)) parts.emplace_back("a boolean");
  if (takes(kTakesNumber)) parts.push_back(number);
  return parts;
}

/// A string that stays what it is.
bool is_text(const Shape& shape) {
  const bool stays =
      shape.cast == Cast::kNone || shape.cast == Cast::kText || shape.cast == Cast::kTextOrEmpty;
  return (shape.takes & kTakesString) != 0 && stays && shape.choices.empty();
}

/// What to write instead of a value of the wrong kind.
std::string remedy(const Node& node, const Shape& shape) {
  const auto takes = [&shape](Kinds kinds) { return (shape.takes & kinds) != 0; };
  if (node.is_sequence() && takes(kTakesMap)) return "write \"name: value\", without dashes";
  if (node.is_mapping() && takes(kTakesList)) return "begin each item with \"- \"";
  if (node.is_null()) return "give it a value, or take the line out";
  if (!node.is_scalar()) return {};
  if (node.is_string() && takes(kTakesList))
    return fmt::format("write a list: [\"{}\"]", node.text);
  if (!takes(kTakesString) || !shape.choices.empty()) return {};
  switch (shape.cast) {
    case Cast::kDuration:
      if (node.kind == Node::Kind::kBool) return {};
      return fmt::format("durations have a unit: {}s", node.text);
    case Cast::kBoolean:
    case Cast::kInteger:
    case Cast::kCount:
      return {};
    case Cast::kNone:
    case Cast::kText:
    case Cast::kTextOrEmpty:
    case Cast::kNumber:
    case Cast::kSize:
    case Cast::kFileMode:
      break;
  }
  return takes(kTakesNumber) ? std::string() : fmt::format("put it in quotes: \"{}\"", node.text);
}

/// Walks one tree; the path grows and shrinks with the recursion.
class Checker {
 public:
  Checker(const CheckCodes& codes, Diagnostics& diagnostics)
      : codes_(codes), diagnostics_(diagnostics) {}

  /// False when the node is of the wrong kind and must go.
  bool check(Node& node, const Shape& shape, const std::string& path) {
    if (node.timestamp) {
      diagnostics_.error(
          codes_.wrong_value, node.span,
          fmt::format("\"{}\" must be {}, not a date", path, describe_allowed(shape)),
          is_text(shape) ? "put it in quotes" : "");
      return false;
    }
    if ((shape.takes & kind_bit(node.kind)) == 0 && !is_whole_number(node, shape)) {
      diagnostics_.error(codes_.wrong_value, node.span,
                         fmt::format("\"{}\" must be {}, not {}", path, describe_allowed(shape),
                                     describe_found(node)),
                         remedy(node, shape));
      return false;
    }
    if (node.is_string()) return check_choice(node, shape, path);
    if (node.is_sequence()) check_items(node, shape, path);
    if (node.is_mapping() && !shape.fields.empty()) return check_fields(node, shape, path);
    if (node.is_mapping()) check_values(node, shape, path);
    return true;
  }

 private:
  bool check_choice(const Node& node, const Shape& shape, const std::string& path) {
    const auto& choices = shape.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), node.text) != choices.end()) {
      return true;
    }
    const std::vector<std::string> names(choices.begin(), choices.end());
    const std::string near =
        shape.hint.empty() ? did_you_mean(node.text, names) : std::string(shape.hint);
    diagnostics_.error(codes_.wrong_value, node.span,
                       fmt::format("\"{}\" must be one of {}, not \"{}\"", path,
                                   fmt::join(names, ", "), node.text),
                       near);
    return false;
  }

  void check_items(Node& node, const Shape& shape, const std::string& path) {
    if (shape.items == nullptr) return;
    std::vector<Node> kept;
    kept.reserve(node.items.size());
    std::unordered_set<std::string> seen;
    std::size_t index = 0;
    for (Node& item : node.items) {
      const std::string place = fmt::format("{}[{}]", path, index++);
      if (!check(item, *shape.items, place)) continue;
      if (shape.unique_items && item.is_scalar()) {
        const bool is_new =
            seen.insert(fmt::format("{} {}", static_cast<int>(item.kind), item.text)).second;
        if (!is_new) {
          diagnostics_.error(codes_.wrong_value, item.span,
                             fmt::format("\"{}\" repeats \"{}\"", place, item.text),
                             "each item may stand there once");
          continue;
        }
      }
      kept.push_back(std::move(item));
    }
    node.items = std::move(kept);
  }

  bool check_fields(Node& node, const Shape& shape, const std::string& path) {
    std::vector<Entry> kept;
    kept.reserve(node.entries.size());
    for (Entry& entry : node.entries) {
      if (check_field(entry, shape, path)) kept.push_back(std::move(entry));
    }
    node.entries = std::move(kept);
    bool complete = true;
    for (const Field& field : shape.fields) {
      if (!field.required || node.find(field.key) != nullptr) continue;
      if (dropped_required_ == below(path, field.key)) continue;
      if (misspelt_ == below(path, field.key)) {
        complete = false;
        continue;
      }
      diagnostics_.error(codes_.wrong_value, node.span,
                         fmt::format("\"{}\" must say \"{}\"", path, field.key));
      complete = false;
    }
    return complete;
  }

  bool check_field(Entry& entry, const Shape& shape, const std::string& path) {
    if (entry.key.starts_with("x-")) return true;
    const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                    [&entry](const Field& f) { return f.key == entry.key; });
    if (field == shape.fields.end()) {
      report_unknown(entry, shape, path);
      return false;
    }
    const bool good = check(entry.value, *field->shape, below(path, entry.key));
    if (!good && field->required) dropped_required_ = below(path, entry.key);
    return good;
  }

  void report_unknown(const Entry& entry, const Shape& shape, const std::string& path) {
    if (shape.unknown_keys == UnknownKeys::kIgnored) {
      diagnostics_.warning(
          codes_.unknown_key, entry.key_span,
          fmt::format("unknown key \"{}\" in \"{}\" has no effect", entry.key, path), "remove it");
      return;
    }
    std::vector<std::string> known;
    for (const Field& field : shape.fields) known.emplace_back(field.key);
    const auto meant = nearest_name(entry.key, known);
    if (!meant.empty()) misspelt_ = below(path, meant);
    std::string hint = did_you_mean(entry.key, known);
    if (hint.empty()) hint = "keys of your own start with \"x-\"";
    const std::string where =
        path.empty() ? "at the top of the file" : fmt::format("in \"{}\"", path);
    diagnostics_.error(codes_.unknown_key, entry.key_span,
                       fmt::format("unknown key \"{}\" {}", entry.key, where), hint);
  }

  bool check_key(const Entry& entry, Keys keys, const std::string& path) {
    if (keys == Keys::kNames && !is_name(entry.key)) {
      diagnostics_.error(codes_.unknown_key, entry.key_span,
                         fmt::format("\"{}\" is no valid name in \"{}\"", entry.key, path),
                         "names consist of letters, digits, \".\", \"_\" and \"-\"");
      return false;
    }
    if (keys == Keys::kNotEmpty && entry.key.empty()) {
      diagnostics_.error(codes_.unknown_key, entry.key_span,
                         fmt::format("a key of \"{}\" is empty", path),
                         "write the name before the colon, or remove the line");
      return false;
    }
    return true;
  }

  void check_values(Node& node, const Shape& shape, const std::string& path) {
    std::vector<Entry> kept;
    kept.reserve(node.entries.size());
    for (Entry& entry : node.entries) {
      if (!check_key(entry, shape.keys, path)) continue;
      if (shape.values == nullptr || check(entry.value, *shape.values, below(path, entry.key))) {
        kept.push_back(std::move(entry));
      }
    }
    node.entries = std::move(kept);
  }

  const CheckCodes& codes_;
  Diagnostics& diagnostics_;
  /// The required key that was just dropped for its kind: it is not missing as well.
  std::string dropped_required_;
  /// The key that an unknown one most likely stands for: it is not missing as well.
  std::string misspelt_;
};

}  // namespace

std::string describe_allowed(const Shape& shape) {
  const auto takes = [&shape](Kinds kinds) { return (shape.takes & kinds) != 0; };
  std::vector<std::string> parts = scalars_of(shape);
  if (takes(kTakesList)) parts.emplace_back("a list");
  if (takes(kTakesMap)) parts.emplace_back("a mapping");
  if (takes(kTakesNull)) parts.emplace_back("empty");
  if (parts.size() < 2) return parts.empty() ? "absent" : parts.front();
  const std::string last = parts.back();
  parts.pop_back();
  return fmt::format("{} or {}", fmt::join(parts, ", "), last);
}

void check_shape(Node& node, const Shape& shape, const std::string& path, const CheckCodes& codes,
                 Diagnostics& diagnostics) {
  if (!Checker(codes, diagnostics).check(node, shape, path)) node = Node::mapping(node.span);
}

}  // namespace devstack::load
