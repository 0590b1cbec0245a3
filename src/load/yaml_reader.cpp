// Joins libyaml's events, with exact places, to the tree builder.
#include "load/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "load/source_text.hpp"
#include "load/yaml_complaint.hpp"
#include "load/yaml_events.hpp"
#include "load/yaml_scalar.hpp"
#include "load/yaml_tree_builder.hpp"

namespace devstack::load {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kYamlTag = "tag:yaml.org,2002:";

/// Offsets of the lines' beginnings, since every scalar asks for its place.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text) : text_(text), begins_{0} {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      begins_.push_back(at + 1);
    }
  }

  /// The bytes from `begin` to `end` that stand on the first line, at least one.
  [[nodiscard]] SourceSpan span(const SourceFilePtr& file, std::size_t begin,
                                std::size_t end) const {
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), begin);
    const auto line = static_cast<std::size_t>(after - begins_.begin());
    const std::size_t line_end = after == begins_.end() ? text_.size() : *after - 1;
    const std::size_t shown_end = std::max(begin, std::min(end, line_end));
    const std::string_view shown = text_.substr(begin, shown_end - begin);
    const std::size_t last = shown.find_last_not_of(kBlanks);
    return {file, static_cast<std::uint32_t>(line),
            static_cast<std::uint32_t>(begin - begins_[line - 1] + 1),
            static_cast<std::uint32_t>(last == std::string_view::npos ? 1 : last + 1)};
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

/// "int" of `!!int`; empty for another tag, and for none.
std::string_view yaml_type(std::string_view tag) {
  return tag.starts_with(kYamlTag) ? tag.substr(kYamlTag.size()) : std::string_view();
}

Node::Tag tag_of(std::string_view tag) {
  if (tag == "!reset") return Node::Tag::kReset;
  if (tag == "!override") return Node::Tag::kOverride;
  return Node::Tag::kNone;
}

/// One file's events on their way into the tree.
class EventReader {
 public:
  EventReader(SourceFilePtr file, Diagnostics& diagnostics)
      : file_(std::move(file)),
        diagnostics_(diagnostics),
        lines_(file_->text),
        builder_(diagnostics) {}

  /// Throws YamlProblem and BrokenYaml.
  std::vector<Node> read() {
    std::vector<Node> documents;
    YamlEvents events(lines_.text());
    for (YamlEvent event = events.next(); event.kind != YamlEvent::Kind::kStreamEnd;
         event = events.next()) {
      if (event.kind == YamlEvent::Kind::kDocumentEnd) {
        Node document = builder_.take_document();
        if (!document.is_null()) documents.push_back(std::move(document));
      } else {
        take(std::move(event));
      }
    }
    return documents;
  }

  [[nodiscard]] bool failed() const { return builder_.failed(); }

  void report(YamlProblem problem);

 private:
  using Kind = YamlEvent::Kind;

  void take(YamlEvent event) {
    switch (event.kind) {
      case Kind::kScalar:
        return scalar(std::move(event));
      case Kind::kAlias:
        return alias(event);
      case Kind::kSequenceBegin:
        return begin(Node::sequence(), event);
      case Kind::kMappingBegin:
        return begin(Node::mapping(), event);
      case Kind::kCollectionEnd:
        open_.pop_back();
        return builder_.end();
      case Kind::kDocumentEnd:
      case Kind::kStreamEnd:
        return;
    }
  }

  void scalar(YamlEvent event) {
    const TreeBuilder::AnchorId anchor = anchor_of(event.anchor);
    Node node;
    node.kind = Node::Kind::kString;
    node.text = std::move(event.text);
    node.tag = tag_of(event.tag);
    const std::string_view type = yaml_type(event.tag);
    node.quoted = event.style != YamlEvent::Style::kPlain || type == "str";
    const std::size_t begin = value_begin(event);
    if (event.style == YamlEvent::Style::kBlock) event.end = begin + 1;
    // An empty value has no place of its own.
    if (node.text.empty() && !node.quoted) node.span = builder_.pending_key();
    if (!node.span.known()) node.span = lines_.span(file_, begin, event.end);
    const bool converted = !type.empty() && type != "str";
    if (!node.quoted || converted) resolve_plain_scalar(node);
    if (converted) check_type(type, node);
    builder_.add_scalar(std::move(node), anchor);
  }

  void check_type(std::string_view type, const Node& node) {
    if (fits_type(type, node)) return;
    diagnostics_.error("DS1101", node.span,
                       fmt::format("this is not valid YAML: the value is no \"!!{}\"", type),
                       "remove the tag, or write a value of its type");
    throw BrokenYaml{};
  }

  void alias(const YamlEvent& event) {
    const SourceSpan where = lines_.span(file_, event.begin, event.end);
    const auto known = anchors_.find(event.text);
    if (known == anchors_.end()) {
      diagnostics_.error("DS1109", where,
                         "the alias refers to an anchor that is not defined before it",
                         "mark a value with &name before it is used as *name; put text that "
                         "begins with \"*\" in quotes");
      throw BrokenYaml{};
    }
    builder_.add_alias(where, known->second);
  }

  void begin(Node node, const YamlEvent& event) {
    const std::size_t begin = value_begin(event);
    open_.push_back(begin);
    node.span = lines_.span(file_, begin, begin + 1);
    node.tag = tag_of(event.tag);
    builder_.begin(std::move(node), anchor_of(event.anchor));
  }

  [[nodiscard]] std::size_t value_begin(const YamlEvent& event) const {
    if (event.tag.empty() && event.anchor.empty()) return event.begin;
    return std::min(skip_properties(lines_.text(), event.begin), event.end);
  }

  /// A name may be given again: it then means the later value.
  TreeBuilder::AnchorId anchor_of(const std::string& name) {
    return name.empty() ? 0 : anchors_[name] = ++last_anchor_;
  }

  SourceFilePtr file_;
  Diagnostics& diagnostics_;
  LineIndex lines_;
  TreeBuilder builder_;
  std::vector<std::size_t> open_;  ///< where the collections begin that have no end yet
  std::unordered_map<std::string, TreeBuilder::AnchorId> anchors_;
  TreeBuilder::AnchorId last_anchor_ = 0;
};

/// Offset of a tab that stands in the indentation of the line, if there is one.
std::optional<std::size_t> tab_in_indentation(std::string_view line, bool blank_counts) {
  const std::size_t end = line.find_first_not_of(" \t");
  const std::size_t tab = line.substr(0, end).find('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  if (end == std::string_view::npos && !blank_counts) return std::nullopt;
  return tab;
}

void EventReader::report(YamlProblem problem) {
  if (problem.of_text) {
    diagnostics_.error("DS1108", lines_.span(file_, problem.at, problem.at + 1),
                       "YAML does not allow this character",
                       "in a double-quoted string, write it as an escape such as \"\\x1B\"");
    return;
  }
  const SourceSpan noticed = lines_.span(file_, problem.at, problem.at + 1);
  // A tab confuses the parser on its own line, or makes it fail on the line after.
  for (std::uint32_t line = noticed.line; line != 0 && line + 1 >= noticed.line; --line) {
    if (const auto tab = tab_in_indentation(file_->line(line), line == noticed.line)) {
      diagnostics_.error("DS1103", {file_, line, static_cast<std::uint32_t>(*tab + 1), 1},
                         "a tab is used for indentation; YAML allows only spaces",
                         "replace it with spaces; in an editor, \"expand tabs\" does it for the "
                         "whole file");
      return;
    }
  }
  if (problem.began == problem.at && !open_.empty()) problem.began = open_.back();
  const YamlComplaint complaint = yaml_complaint(problem, lines_.text());
  diagnostics_.error("DS1101", lines_.span(file_, complaint.at, complaint.at + 1),
                     fmt::format("this is not valid YAML: {}", complaint.message), complaint.hint);
}

}  // namespace

std::vector<Node> read_yaml(const SourceFilePtr& file, Diagnostics& diagnostics) {
  if (!check_text(file, diagnostics)) return {};
  EventReader reader(file, diagnostics);
  std::vector<Node> documents;
  try {
    documents = reader.read();
  } catch (const BrokenYaml&) {
    return {};
  } catch (YamlProblem& problem) {
    reader.report(std::move(problem));
    return {};
  }
  if (reader.failed()) return {};
  if (documents.empty()) {
    SourceSpan start{file, 1, 1, 1};
    diagnostics.error("DS1106", start, "the file is empty",
                      "a stack begins with `services:`; an empty profile can be removed");
  }
  return documents;
}

}  // namespace devstack::load
