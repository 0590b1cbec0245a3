// The canonical document as YAML, byte for byte as go-yaml v3 writes it.
#include <cmath>
#include <string>
#include <string_view>

#include "load/canonical.hpp"
#include "load/cast.hpp"
#include "load/emit.hpp"
#include "load/yaml_style.hpp"

namespace devstack::load {
namespace {

/// What no number can be has names of its own in YAML.
std::string yaml_float_text(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value < 0 ? "-.inf" : ".inf";
  return go_float_text(value);
}

class Writer {
 public:
  void write_root(const Node& node) {
    if (node.is_mapping() && !node.entries.empty()) {
      write_entries(node, 0);
    } else if (node.is_sequence() && !node.items.empty()) {
      write_items(node, 0);
    } else {
      write_leaf(node, 0);
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void indent(std::size_t columns) { out_.append(columns, ' '); }

  void write_entries(const Node& node, std::size_t column) {
    bool first = true;
    for (const Entry& entry : node.entries) {
      if (!first || !inline_first_) indent(column);
      inline_first_ = false;
      first = false;
      write_key(entry.key, column);
      write_value(entry.value, column);
    }
  }

  void write_key(const std::string& key, std::size_t column) {
    const YamlStyle style = choose_style(key);
    if (style == YamlStyle::kLiteral) {
      out_ += "? ";
      write_block(key, column + 2);
      indent(column);
    } else {
      write_styled(key, style);
    }
    out_ += ':';
  }

  /// After a key: on its own lines when it has members, else on the same line.
  void write_value(const Node& value, std::size_t column) {
    if (value.is_mapping() && !value.entries.empty()) {
      out_ += '\n';
      write_entries(value, column + 2);
    } else if (value.is_sequence() && !value.items.empty()) {
      out_ += '\n';
      write_items(value, column + 2);
    } else {
      out_ += ' ';
      write_leaf(value, column + 2);
    }
  }

  void write_items(const Node& node, std::size_t column) {
    bool first = true;
    for (const Node& item : node.items) {
      if (!first || !inline_first_) indent(column);
      inline_first_ = false;
      first = false;
      out_ += "- ";
      if (item.is_mapping() && !item.entries.empty()) {
        inline_first_ = true;
        write_entries(item, column + 2);
      } else if (item.is_sequence() && !item.items.empty()) {
        inline_first_ = true;
        write_items(item, column + 2);
      } else {
        write_leaf(item, column + 2);
      }
    }
  }

  /// A value without members and the end of its line.
  void write_leaf(const Node& node, std::size_t column) {
    if (node.timestamp) {
      out_ += node.text;
    } else if (node.is_string()) {
      const YamlStyle style = choose_style(node.text);
      if (style == YamlStyle::kLiteral) {
        write_block(node.text, column);
        return;
      }
      write_styled(node.text, style);
    } else {
      write_word(node);
    }
    out_ += '\n';
  }

  /// What is no text.
  void write_word(const Node& node) {
    switch (node.kind) {
      case Node::Kind::kNull:
        out_ += "null";
        return;
      case Node::Kind::kBool:
        out_ += node.boolean ? "true" : "false";
        return;
      case Node::Kind::kInt:
        out_ += std::to_string(node.integer);
        return;
      case Node::Kind::kFloat:
        out_ += is_large_integer(node) ? node.text : yaml_float_text(node.real);
        return;
      case Node::Kind::kSequence:
        out_ += "[]";
        return;
      case Node::Kind::kMapping:
        out_ += "{}";
        return;
      case Node::Kind::kString:
        return;
    }
  }

  void write_styled(std::string_view text, YamlStyle style) {
    if (style == YamlStyle::kSingle) {
      out_ += single_quoted(text);
    } else if (style == YamlStyle::kDouble) {
      out_ += double_quoted(text);
    } else {
      out_ += text;
    }
  }

  /// A literal block: "|", how its end is kept, then its lines.
  void write_block(std::string_view text, std::size_t column) {
    out_ += '|';
    if (text.front() == ' ' || text.front() == '\n') out_ += '2';
    if (!text.ends_with('\n')) {
      out_ += '-';
    } else if (text.size() == 1 || text.ends_with("\n\n")) {
      out_ += '+';
    }
    out_ += '\n';
    while (!text.empty()) {
      const auto end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      if (!line.empty()) indent(column);
      out_ += line;
      out_ += '\n';
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
  }

  std::string out_;
  /// The next member stands on the line of its list's dash.
  bool inline_first_ = false;
};

}  // namespace

std::string write_yaml(const Node& node) {
  Writer writer;
  writer.write_root(node);
  return writer.take();
}

std::string to_yaml(const Node& document) {
  return double_dollars(write_yaml(yaml_view(document, kStackShape)));
}

std::string raw_to_yaml(const Node& document) { return write_yaml(yaml_ordered(document)); }

}  // namespace devstack::load
