// The events of a YAML text, in order. libyaml is behind it: Docker Compose reads with a port of
// it to Go, so both take the same texts, in the same sense.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace devstack::load {

struct YamlEvent {
  enum class Kind {
    kDocumentEnd,
    kAlias,
    kScalar,
    kSequenceBegin,
    kMappingBegin,
    kCollectionEnd,
    kStreamEnd,
  };
  enum class Style { kPlain, kQuoted, kBlock };

  Kind kind = Kind::kStreamEnd;
  Style style = Style::kPlain;  ///< of a scalar
  std::size_t begin = 0;        ///< byte in the text; tag and anchor belong to the event
  std::size_t end = 0;          ///< past its last byte
  std::string text;             ///< value of a scalar, name in an alias
  std::string tag;              ///< resolved: "tag:yaml.org,2002:str", "!reset"; empty: none
  std::string anchor;           ///< name that is given to the value; empty: none
};

/// Thrown for a text that is no YAML. Places are bytes in the text.
struct YamlProblem {
  std::string message;    ///< libyaml's words
  std::size_t at = 0;     ///< where it was noticed
  std::size_t began = 0;  ///< where that began which cannot be finished; `at` when not known
  bool of_text = false;   ///< a character that YAML does not allow at all
};

class YamlEvents {
 public:
  /// `text` is UTF-8 and outlives this.
  explicit YamlEvents(std::string_view text);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  /// Not to be called again after kStreamEnd. Throws YamlProblem.
  [[nodiscard]] YamlEvent next();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace devstack::load
