// The canonical document as JSON, byte for byte as Go's encoder writes it with two blanks of
// indentation.
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "load/canonical.hpp"
#include "load/cast.hpp"
#include "load/emit.hpp"

namespace devstack::load {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\b') {
      out += "\\b";
    } else if (c == '\f') {
      out += "\\f";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '>' || c == '&') {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else if (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9") {
      out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += c;
    }
  }
  out += '"';
}

class Writer {
 public:
  explicit Writer(JsonLayout layout) : indented_(layout == JsonLayout::kIndented) {}

  void write(const Node& node) {
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
        out_ += is_large_integer(node) ? node.text : json_float_text(node.real);
        return;
      case Node::Kind::kString:
        append_escaped(out_, node.text);
        return;
      case Node::Kind::kSequence:
        write_list(node);
        return;
      case Node::Kind::kMapping:
        write_mapping(node);
        return;
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void write_list(const Node& node) {
    out_ += '[';
    open();
    bool first = true;
    for (const Node& item : node.items) {
      next_member(first);
      write(item);
    }
    close(first);
    out_ += ']';
  }

  void write_mapping(const Node& node) {
    out_ += '{';
    open();
    bool first = true;
    for (const Entry& entry : node.entries) {
      next_member(first);
      append_escaped(out_, entry.key);
      out_ += indented_ ? ": " : ":";
      write(entry.value);
    }
    close(first);
    out_ += '}';
  }

  void open() { ++depth_; }
  void next_member(bool& first) {
    if (!first) out_ += ',';
    first = false;
    break_line();
  }
  void close(bool empty) {
    --depth_;
    if (!empty) break_line();
  }
  void break_line() {
    if (!indented_) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  bool indented_;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string write_json(const Node& node, JsonLayout layout) {
  Writer writer(layout);
  writer.write(node);
  return writer.take();
}

std::string double_dollars(std::string text) {
  if (text.find('$') == std::string::npos) return text;
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (c == '$') result += '$';
    result += c;
  }
  return result;
}

std::string to_json(const Node& document) {
  return double_dollars(write_json(json_view(document, kStackShape), JsonLayout::kIndented));
}

std::string raw_to_json(const Node& document) {
  return write_json(sorted_by_name(document), JsonLayout::kIndented);
}

}  // namespace devstack::load
