#include "load/yaml_events.hpp"

#include <yaml.h>

#include <new>
#include <utility>

namespace devstack::load {
namespace {

using Kind = YamlEvent::Kind;

/// libyaml counts characters, we count bytes. Marks hardly ever go back, so walking from the last
/// one to the next passes over a text once.
class ByteIndex {
 public:
  explicit ByteIndex(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t of(const yaml_mark_t& mark) {
    while (character_ < mark.index && byte_ < text_.size()) {
      do ++byte_;
      while (continues(byte_));
      ++character_;
    }
    while (character_ > mark.index && byte_ > 0) {
      do --byte_;
      while (continues(byte_));
      --character_;
    }
    return byte_;
  }

 private:
  [[nodiscard]] bool continues(std::size_t at) const {
    return at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;
  }

  std::string_view text_;
  std::size_t character_ = 0;
  std::size_t byte_ = 0;
};

/// Frees what libyaml put into an event.
struct RawEvent {
  RawEvent() = default;
  ~RawEvent() { yaml_event_delete(&raw); }
  RawEvent(const RawEvent&) = delete;
  RawEvent& operator=(const RawEvent&) = delete;

  yaml_event_t raw{};
};

std::string text_of(const yaml_char_t* text) {
  // libyaml's characters are unsigned, and it has no other type for them.
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

YamlEvent::Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return YamlEvent::Style::kQuoted;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
      return YamlEvent::Style::kBlock;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
      break;
  }
  return YamlEvent::Style::kPlain;
}

void take_scalar(const yaml_event_t& raw, YamlEvent& event) {
  const auto& scalar = raw.data.scalar;
  event.kind = Kind::kScalar;
  event.style = style_of(scalar.style);
  event.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
  event.tag = text_of(scalar.tag);
  event.anchor = text_of(scalar.anchor);
}

/// False for an event that says nothing to us.
bool take(const yaml_event_t& raw, YamlEvent& event) {
  switch (raw.type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
      return false;
    case YAML_STREAM_END_EVENT:
      event.kind = Kind::kStreamEnd;
      return true;
    case YAML_DOCUMENT_END_EVENT:
      event.kind = Kind::kDocumentEnd;
      return true;
    case YAML_ALIAS_EVENT:
      event.kind = Kind::kAlias;
      event.text = text_of(raw.data.alias.anchor);
      return true;
    case YAML_SCALAR_EVENT:
      take_scalar(raw, event);
      return true;
    case YAML_SEQUENCE_START_EVENT:
      event.kind = Kind::kSequenceBegin;
      event.tag = text_of(raw.data.sequence_start.tag);
      event.anchor = text_of(raw.data.sequence_start.anchor);
      return true;
    case YAML_MAPPING_START_EVENT:
      event.kind = Kind::kMappingBegin;
      event.tag = text_of(raw.data.mapping_start.tag);
      event.anchor = text_of(raw.data.mapping_start.anchor);
      return true;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      event.kind = Kind::kCollectionEnd;
      return true;
  }
  return false;
}

}  // namespace

struct YamlEvents::Parser {
  explicit Parser(std::string_view text) : bytes(text) {
    if (yaml_parser_initialize(&raw) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&raw, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&raw, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~Parser() { yaml_parser_delete(&raw); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  [[nodiscard]] YamlProblem problem() {
    YamlProblem found;
    found.message = raw.problem == nullptr ? "" : raw.problem;
    if (raw.error == YAML_READER_ERROR) {
      found.of_text = true;
      found.at = raw.problem_offset;
      found.began = found.at;
      return found;
    }
    found.at = bytes.of(raw.problem_mark);
    found.began = raw.context == nullptr ? found.at : bytes.of(raw.context_mark);
    return found;
  }

  yaml_parser_t raw{};
  ByteIndex bytes;
};

YamlEvents::YamlEvents(std::string_view text) : parser_(std::make_unique<Parser>(text)) {}

YamlEvents::~YamlEvents() = default;

YamlEvent YamlEvents::next() {
  YamlEvent event;
  for (;;) {
    RawEvent from;
    if (yaml_parser_parse(&parser_->raw, &from.raw) == 0) {
      if (parser_->raw.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
      throw parser_->problem();
    }
    if (!take(from.raw, event)) continue;
    event.begin = parser_->bytes.of(from.raw.start_mark);
    event.end = parser_->bytes.of(from.raw.end_mark);
    return event;
  }
}

}  // namespace devstack::load
