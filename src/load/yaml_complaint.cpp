#include "load/yaml_complaint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace devstack::load {
namespace {

constexpr std::string_view kSequenceEnd = "end of sequence flow not found";
constexpr std::string_view kMappingEnd = "end of map flow not found";
constexpr std::string_view kUnknownEscape = "unknown escape character: ";

struct Known {
  std::string_view parser_message, message, hint;
};

constexpr std::array<Known, 11> kKnown{{
    {kSequenceEnd, "this \"[\" is not closed", "add \"]\", and a comma between two items"},
    {kMappingEnd, "this \"{\" is not closed", "add \"}\", and a comma between two entries"},
    {"end of map not found", "this line does not belong to the mapping above it",
     "indent it like its neighbours, and write it as \"name: value\"; text that follows a closing "
     "quote belongs inside of it"},
    {"end of sequence not found", "this line does not belong to the list above it",
     "begin it with \"- \", indented like the other items"},
    {"illegal map value", "this colon makes a key where none can stand",
     "put text with \": \" in it in quotes; or look for a colon that is missing above, or for a "
     "line that is indented too far"},
    {"illegal map key", "a key cannot stand here", "begin a new line for it"},
    {"illegal block entry", "a list cannot begin here",
     "put \"- \" at the beginning of a line of its own"},
    {"illegal flow end", "this closes a bracket that is not open",
     "remove it, or put the text in "
     "quotes"},
    {"anchor not found after &", "\"&\" is not followed by the name of an anchor",
     "write &name, or put the text in quotes"},
    {"alias not found after *", "\"*\" is not followed by the name of an anchor",
     "write *name, or put the text in quotes"},
    {"the quoted text has no end", "this quote is not closed",
     "close it with the same quote, before the end of the value"},
}};

}  // namespace

YamlComplaint yaml_complaint(std::string_view parser_message, std::string_view rest_of_line) {
  const auto known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) {
    return k.parser_message == parser_message;
  });
  if (known != kKnown.end()) return {std::string(known->message), std::string(known->hint)};
  if (parser_message.starts_with(kUnknownEscape)) {
    return {fmt::format("\"\\{}\" means nothing in double quotes",
                        parser_message.substr(kUnknownEscape.size())),
            "write a backslash as \"\\\\\", or use single quotes"};
  }
  if (parser_message == "unknown token" && !rest_of_line.empty()) {
    return {fmt::format("a value cannot begin with \"{}\"", rest_of_line[0]),
            "put the text in quotes"};
  }
  return {std::string(parser_message),
          "a missing quote, bracket or colon here or on the line above is the usual cause"};
}

bool misses_a_bracket(std::string_view parser_message) {
  return parser_message == kSequenceEnd || parser_message == kMappingEnd;
}

}  // namespace devstack::load
