#include "load/yaml_complaint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace devstack::load {
namespace {

struct Known {
  std::string_view parser_message;
  bool at_beginning;  ///< the place to show is where it began, not where it was noticed
  std::string_view message, hint;
};

constexpr std::array<Known, 16> kKnown{{
    {"did not find expected ',' or ']'", true, "this \"[\" is not closed",
     "add \"]\", and a comma between two items"},
    {"did not find expected ',' or '}'", true, "this \"{\" is not closed",
     "add \"}\", and a comma between two entries"},
    {"found unexpected end of stream", true, "this quote is not closed",
     "close it with the same quote, before the end of the value"},
    {"found unexpected document indicator", true, "this quote is not closed before \"---\"",
     "close it with the same quote, before the end of the value"},
    {"could not find expected ':'", true, "there is no colon after this",
     "write it as \"name: value\"; text of several lines is indented deeper than its key"},
    {"did not find expected '-' indicator", false, "this line does not belong to the list above it",
     "begin it with \"- \", indented like the other items"},
    {"did not find expected <document start>", false, "this line belongs to nothing above it",
     "indent it like the first line of the file; another document begins with \"---\""},
    {"mapping values are not allowed in this context", false,
     "this colon makes a key where none can stand",
     "put text with \": \" in it in quotes; or look for a colon that is missing above, or for a "
     "line that is indented too far"},
    {"mapping keys are not allowed in this context", false, "a key cannot stand here",
     "begin a new line for it"},
    {"block sequence entries are not allowed in this context", false, "a list cannot begin here",
     "put \"- \" at the beginning of a line of its own"},
    {"found unexpected ':'", false, "this colon has no blank after it",
     "write \"name: value\", or put the text in quotes"},
    {"did not find expected hexdecimal number", false, "this escape lacks hexadecimal digits",
     "\\x takes 2 of them, \\u 4, \\U 8; write a backslash as \"\\\\\", or use single quotes"},
    {"found invalid Unicode character escape code", false, "this escape is no character of Unicode",
     "write the character itself"},
    {"did not find expected comment or line break", false, "text cannot stand on the line of \"|\"",
     "begin it on the next line, indented"},
    {"found undefined tag handle", false, "this tag is not defined",
     "put text that begins with \"!\" in quotes"},
    {"found incompatible YAML document", false, "this version of YAML is not known",
     "remove the line: a stack needs none"},
}};

constexpr std::string_view kUsualCause =
    "a missing quote, bracket or colon here or on the line above is the usual cause";

bool begins_its_line(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
  return before == std::string_view::npos || text[before] == '\n';
}

YamlComplaint stray_bracket(std::size_t at) {
  return {at, "this closes a bracket that is not open", "remove it, or put the text in quotes"};
}

/// Inside of a mapping of lines something else than its next key was found.
YamlComplaint no_key(std::size_t at, std::string_view text) {
  if (text.substr(at).starts_with(']') || text.substr(at).starts_with('}')) {
    return stray_bracket(at);
  }
  if (!begins_its_line(text, at)) {
    return {at, "the value has ended before this", "put the whole value in quotes"};
  }
  return {at, "this line does not belong to the mapping above it",
          "indent it like its neighbours, and write it as \"name: value\""};
}

YamlComplaint no_value(const YamlProblem& problem, std::string_view text) {
  const std::string_view rest = text.substr(problem.at);
  const std::string_view open = text.substr(problem.began, 1);
  const bool at_end = rest.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (at_end && (open == "[" || open == "{")) {
    return {problem.began, fmt::format("this \"{}\" is not closed", open),
            "close it, and put a comma between two items"};
  }
  if (rest.starts_with(']') || rest.starts_with('}')) return stray_bracket(problem.at);
  return {problem.at, "a value is missing before this", "write one, or remove the comma"};
}

YamlComplaint no_name(const YamlProblem& problem, std::string_view text) {
  const std::string_view sign = text.substr(problem.began, 1);
  return {problem.began, fmt::format("\"{}\" is not followed by the name of an anchor", sign),
          "put the text in quotes; the name of an anchor has letters, digits, \"-\" and \"_\""};
}

}  // namespace

YamlComplaint yaml_complaint(const YamlProblem& problem, std::string_view text) {
  const std::string_view message = problem.message;
  const std::string_view found = text.substr(std::min(problem.at, text.size()), 1);
  if (message == "did not find expected key") return no_key(problem.at, text);
  if (message == "did not find expected node content") return no_value(problem, text);
  if (message == "did not find expected alphabetic or numeric character") {
    return no_name(problem, text);
  }
  if (message == "found character that cannot start any token") {
    return {problem.at, fmt::format("a value cannot begin with \"{}\"", found),
            "put the text in quotes"};
  }
  if (message == "found unknown escape character") {
    return {problem.at,
            fmt::format("\"\\{}\" means nothing in double quotes", text.substr(problem.at + 1, 1)),
            "write a backslash as \"\\\\\", or use single quotes"};
  }
  const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                  [&](const Known& k) { return k.parser_message == message; });
  if (known == kKnown.end()) {
    const bool directive = text.substr(problem.began).starts_with('%');
    return {problem.at, std::string(message),
            directive ? "a line that begins with \"%\" is a directive; put text in quotes"
                      : std::string(kUsualCause)};
  }
  return {known->at_beginning ? problem.began : problem.at, std::string(known->message),
          std::string(known->hint)};
}

}  // namespace devstack::load
