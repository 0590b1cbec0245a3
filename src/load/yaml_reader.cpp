// Drives yaml-cpp by events: its own node type loses positions, quoting and duplicate keys.
#include "load/yaml_reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "load/source_text.hpp"
#include "load/yaml_complaint.hpp"
#include "load/yaml_scalar.hpp"
#include "load/yaml_tree_builder.hpp"

namespace devstack::load {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// Offsets of the lines' beginnings, since every scalar asks for its place.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text) : text_(text), begins_{0} {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      begins_.push_back(at + 1);
    }
  }

  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(0, mark.line));
    if (line >= begins_.size()) return text_.size();
    return std::min(text_.size(), begins_[line] + static_cast<std::size_t>(mark.column));
  }

  /// The rest of the line from `offset` on, without its end of line; cut where a caret could not
  /// follow anyway, so that a file of one long line does not take quadratic time.
  [[nodiscard]] std::string_view rest_of_line(std::size_t offset) const {
    constexpr std::size_t kLongest = 4096;
    std::string_view rest = text_.substr(offset, kLongest);
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
  }

  [[nodiscard]] SourceSpan span(const SourceFilePtr& file, std::size_t offset,
                                std::size_t length) const {
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
    const auto line = static_cast<std::size_t>(after - begins_.begin());
    return {file, static_cast<std::uint32_t>(line),
            static_cast<std::uint32_t>(offset - begins_[line - 1] + 1),
            static_cast<std::uint32_t>(std::max<std::size_t>(1, length))};
  }

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

/// Past tags and anchors: where the value itself begins.
std::size_t skip_properties(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '!' || text[at] == '&')) {
    const std::size_t end = text.find_first_of(kBlanks, at);
    const std::size_t next =
        end == std::string_view::npos ? end : text.find_first_not_of(kBlanks, end);
    if (next == std::string_view::npos) return at;
    at = next;
  }
  return at;
}

/// Bytes of the scalar on its first line. `rest` is the line from its beginning on.
std::size_t scalar_length(std::string_view rest, std::string_view value) {
  if (rest.starts_with('|') || rest.starts_with('>')) return 1;
  if (rest.starts_with('"') || rest.starts_with('\'')) {
    const char quote = rest[0];
    for (std::size_t at = 1; at < rest.size(); ++at) {
      if (rest[at] == '\\' && quote == '"') {
        ++at;
      } else if (rest[at] == quote) {
        return at + 1;
      }
    }
    return rest.size();
  }
  if (rest.starts_with(value)) return value.size();
  const std::size_t last = rest.substr(0, rest.find(" #")).find_last_not_of(kBlanks);
  return last == std::string_view::npos ? 1 : last + 1;
}

/// yaml-cpp takes the end of the file for the end of a quoted scalar.
bool has_closing_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 >= text.size() || text[at + 1] != quote) return true;
      ++at;
    }
  }
  return false;
}

Node::Tag tag_of(const std::string& tag) {
  if (tag == "!reset") return Node::Tag::kReset;
  if (tag == "!override") return Node::Tag::kOverride;
  return Node::Tag::kNone;
}

/// Hands yaml-cpp's events, with exact places, to the builder.
class EventReader : public YAML::EventHandler {
 public:
  EventReader(SourceFilePtr file, Diagnostics& diagnostics)
      : file_(std::move(file)), lines_(file_->text), builder_(diagnostics) {}

  [[nodiscard]] TreeBuilder& builder() { return builder_; }
  [[nodiscard]] const LineIndex& lines() const { return lines_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    const std::size_t at = skip_properties(lines_.text(), lines_.offset(mark));
    const std::string_view rest = lines_.rest_of_line(at);
    const bool written = rest.starts_with('~') || rest.starts_with("null") ||
                         rest.starts_with("Null") || rest.starts_with("NULL");
    const SourceSpan key = builder_.pending_key();
    // An empty value has no place of its own: yaml-cpp gives that of the next token.
    node.span =
        written || !key.known() ? lines_.span(file_, at, written && rest[0] != '~' ? 4 : 1) : key;
    builder_.add_scalar(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::size_t at = skip_properties(lines_.text(), lines_.offset(mark));
    const std::string_view rest = lines_.rest_of_line(at);
    Node node;
    node.kind = Node::Kind::kString;
    node.text = value;
    node.tag = tag_of(tag);
    node.span = lines_.span(file_, at, scalar_length(rest, value));
    node.quoted = tag == "!" || tag == "tag:yaml.org,2002:str" || rest.starts_with('"') ||
                  rest.starts_with('\'');
    if ((rest.starts_with('"') || rest.starts_with('\'')) && node.span.length == rest.size() &&
        !has_closing_quote(lines_.text(), at)) {
      throw YAML::ParserException(mark, "the quoted text has no end");
    }
    const bool converted = tag.starts_with("tag:yaml.org,2002:") && !tag.ends_with(":str");
    if (!node.quoted || converted) resolve_plain_scalar(node);
    builder_.add_scalar(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t at = lines_.offset(mark);
    const std::size_t length = lines_.rest_of_line(at).find_first_of(" \t,]}");
    builder_.add_alias(lines_.span(file_, at, std::min(length, lines_.rest_of_line(at).size())),
                       anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back(mark);
    begin(Node::sequence(), mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back(mark);
    begin(Node::mapping(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapEnd() override { end(); }

  /// Where the innermost collection without an end begins, else `otherwise`.
  [[nodiscard]] YAML::Mark innermost_open(const YAML::Mark& otherwise) const {
    return open_.empty() ? otherwise : open_.back();
  }

 private:
  void end() {
    open_.pop_back();
    builder_.end();
  }

  void begin(Node node, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    node.span = lines_.span(file_, skip_properties(lines_.text(), lines_.offset(mark)), 1);
    node.tag = tag_of(tag);
    builder_.begin(std::move(node), anchor);
  }

  SourceFilePtr file_;
  LineIndex lines_;
  TreeBuilder builder_;
  std::vector<YAML::Mark> open_;
};

/// Offset of a tab that stands in the indentation of the line, if there is one.
std::optional<std::size_t> tab_in_indentation(std::string_view line) {
  const std::size_t end = line.find_first_not_of(" \t");
  const std::size_t tab = line.substr(0, end).find('\t');
  if (tab == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
  return tab;
}

void report(const YAML::Exception& error, const SourceFilePtr& file, const EventReader& reader,
            Diagnostics& diagnostics) {
  const LineIndex& lines = reader.lines();
  const std::size_t at = error.mark.is_null() ? 0 : lines.offset(error.mark);
  SourceSpan where = lines.span(file, at, 1);
  // A tab confuses the parser on its own line, or makes it fail on the line after.
  for (std::uint32_t line = where.line; line != 0 && line + 1 >= where.line; --line) {
    if (const auto tab = tab_in_indentation(file->line(line))) {
      where = {file, line, static_cast<std::uint32_t>(*tab + 1), 1};
      diagnostics.error("DS1103", where, "a tab is used for indentation; YAML allows only spaces",
                        "replace it with spaces; in an editor, \"expand tabs\" does it for the "
                        "whole file");
      return;
    }
  }
  if (error.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
    const std::size_t length = lines.rest_of_line(at).find_first_of(" \t,]}");
    where = lines.span(file, at, std::min(length, lines.rest_of_line(at).size()));
    diagnostics.error(
        "DS1109", where, "the alias refers to an anchor that is not defined before it",
        "mark a value with &name before it is used as *name; put text that begins with "
        "\"*\" in quotes");
    return;
  }
  if (misses_a_bracket(error.msg)) {
    where = lines.span(file, lines.offset(reader.innermost_open(error.mark)), 1);
  }
  const YamlComplaint complaint = yaml_complaint(error.msg, lines.rest_of_line(at));
  diagnostics.error("DS1101", where, fmt::format("this is not valid YAML: {}", complaint.message),
                    complaint.hint);
}

}  // namespace

std::vector<Node> read_yaml(const SourceFilePtr& file, Diagnostics& diagnostics) {
  if (!check_text(file, diagnostics)) return {};
  EventReader reader(file, diagnostics);
  std::vector<Node> documents;
  try {
    std::istringstream stream(file->text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(reader)) {
      Node document = reader.builder().take_document();
      if (!document.is_null()) documents.push_back(std::move(document));
    }
  } catch (const BrokenYaml&) {
    return {};
  } catch (const YAML::Exception& error) {
    report(error, file, reader, diagnostics);
    return {};
  }
  if (reader.builder().failed()) return {};
  if (documents.empty()) {
    SourceSpan start{file, 1, 1, 1};
    diagnostics.error("DS1106", start, "the file is empty",
                      "a stack begins with `services:`; an empty profile can be removed");
  }
  return documents;
}

}  // namespace devstack::load
