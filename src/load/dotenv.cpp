// The grammar is that of compose-go's dotenv package, found by experiment with Compose 2.40.3.
#include "load/dotenv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "devstack/base/text.hpp"
#include "load/source_text.hpp"
#include "load/template.hpp"

namespace devstack::load {

namespace {

constexpr std::string_view kInlineSpace = " \t\v\f\r";
constexpr char kLineHint[] =
    "each line is NAME=value; a value with spaces at its ends or a \" #\" in it needs quotes";
constexpr std::string_view kSpace = " \t\v\f\r\n";
/// Of all values of one file.
constexpr std::size_t kMaxKeptBytes = std::size_t{32} << 20;

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-' || c == '[' || c == ']' || byte >= 0x80;
}

std::string_view trim_right(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

/// \0ddd: up to one byte, written in octal. Go refuses fewer than three digits; the text stays.
std::size_t append_octal(std::string_view digits, std::string& out) {
  int value = 0;
  std::size_t count = 0;
  while (count < 3 && count < digits.size() && digits[count] >= '0' && digits[count] <= '7') {
    value = value * 8 + (digits[count] - '0');
    ++count;
  }
  if (count < 3 || value > 255) {
    out += '\\';
    return 0;
  }
  // Above ASCII, Go writes the code point in UTF-8.
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else {
    out += static_cast<char>(0xC0 | (value >> 6));
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
  return 3;
}

/// Escapes of double-quoted values. `\$` becomes `$$`, which interpolation then reads as `$`.
std::string expand_escapes(std::string_view text) {
  static constexpr std::string_view kLetters = "abfnrtv\\";
  static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const char letter = text[++at];
    const std::size_t known = kLetters.find(letter);
    if (known != std::string_view::npos) {
      out += kMeanings[known];
    } else if (letter == '$') {
      out += "$$";
    } else if (letter == '0') {
      at += append_octal(text.substr(at + 1), out);
    } else {
      out += '\\';
      out += letter;
    }
  }
  return out;
}

class DotenvParser {
 public:
  DotenvParser(const SourceFilePtr& file, const Lookup& lookup, Diagnostics& diagnostics,
               const Lookup& weaker)
      : file_(file),
        text_(file->text),
        lookup_(lookup),
        weaker_(weaker),
        diagnostics_(diagnostics) {}

  std::vector<DotenvEntry> parse() {
    while (next_statement() && parse_statement()) {
    }
    return std::move(entries_);
  }

 private:
  /// Moves to the next byte that is neither space nor comment; false at the end.
  bool next_statement() {
    for (;;) {
      at_ = text_.find_first_not_of(kSpace, at_);
      if (at_ == std::string_view::npos) return false;
      if (text_[at_] != '#') return true;
      at_ = text_.find('\n', at_);
      if (at_ == std::string_view::npos) return false;
    }
  }

  bool parse_statement() {
    skip_export();
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (is_name_byte(text_[at_]) || kInlineSpace.find(text_[at_]) != std::string_view::npos)) {
      ++at_;
    }
    const std::string_view name = trim_right(text_.substr(begin, at_ - begin));
    const char end = at_ < text_.size() ? text_[at_] : '\n';
    if (end != '=' && end != ':' && end != '\n') {
      return fail(at_, 1,
                  fmt::format("the character {} cannot stand in the name of a variable", end));
    }
    if (name.find(' ') != std::string_view::npos) {
      return fail(begin, name.size(), "the name of a variable cannot contain a space");
    }
    DotenvEntry entry;
    entry.name = std::string(name);
    entry.span = span_at(file_, begin, name.size());
    if (at_ < text_.size()) ++at_;
    if (end == '\n') {
      inherit(std::move(entry));
      return true;
    }
    at_ = std::min(text_.size(), text_.find_first_not_of(kInlineSpace, at_));
    const bool quoted = at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'');
    return quoted ? parse_quoted(std::move(entry)) : parse_plain(std::move(entry));
  }

  void skip_export() {
    constexpr std::string_view kExport = "export";
    const std::size_t after = at_ + kExport.size();
    if (!text_.substr(at_).starts_with(kExport) || after >= text_.size() ||
        kInlineSpace.find(text_[after]) == std::string_view::npos) {
      return;
    }
    at_ = std::min(text_.size(), text_.find_first_not_of(kInlineSpace, after));
  }

  void inherit(DotenvEntry entry) {
    std::optional<std::string> value = lookup_(entry.name);
    if (value) store(std::move(entry), *std::move(value));
  }

  bool parse_plain(DotenvEntry entry) {
    const std::size_t begin = at_;
    at_ = std::min(text_.size(), text_.find('\n', at_));
    std::string_view value = text_.substr(begin, at_ - begin);
    value = trim_right(value.substr(0, value.find(" #")));
    return store_expanded(std::move(entry), value, begin);
  }

  bool parse_quoted(DotenvEntry entry) {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    std::string value;
    for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        if (text_[++at_] != quote) value += '\\';
      }
      value += text_[at_];
    }
    if (at_ >= text_.size()) {
      return fail(begin, 1, fmt::format("the quoted value of \"{}\" has no end", entry.name));
    }
    ++at_;
    if (quote == '\'') {
      store(std::move(entry), std::move(value));
      return true;
    }
    return store_expanded(std::move(entry), expand_escapes(value), begin);
  }

  bool store_expanded(DotenvEntry entry, std::string_view value, std::size_t begin) {
    const Lookup with_earlier = [this](std::string_view name) { return value_of(name); };
    TemplateResult result = substitute(value, with_earlier);
    if (result.error) {
      const TemplateError& error = *result.error;
      if (error.kind == TemplateError::Kind::kRequired) {
        return fail(begin, 1,
                    fmt::format("the variable \"{}\" is required{}{}", error.variable,
                                error.message.empty() ? "" : ": ", error.message),
                    "set it in the shell, or in an earlier line");
      }
      if (error.kind == TemplateError::Kind::kTooLong) return fail_growth(entry, begin);
      return fail(begin, 1,
                  fmt::format("\"{}\" is not a valid substitution",
                              value.substr(error.where.offset, error.where.length)),
                  "for a literal dollar sign write $$, or put the value in single quotes");
    }
    kept_bytes_ += result.text.size();
    if (kept_bytes_ > kMaxKeptBytes) return fail_growth(entry, begin);
    store(std::move(entry), std::move(result.text));
    return true;
  }

  bool fail_growth(const DotenvEntry& entry, std::size_t begin) {
    return fail(begin, 1, fmt::format("the value of \"{}\" grows beyond all bounds", entry.name),
                "variables that repeat one another are how a small file exhausts memory");
  }

  std::optional<std::string> value_of(std::string_view name) const {
    if (std::optional<std::string> value = lookup_(name)) return value;
    const auto earlier = values_.find(name);
    if (earlier != values_.end()) return earlier->second;
    return weaker_ ? weaker_(name) : std::nullopt;
  }

  void store(DotenvEntry entry, std::string value) {
    values_.insert_or_assign(entry.name, value);
    entry.value = std::move(value);
    entries_.push_back(std::move(entry));
  }

  bool fail(std::size_t offset, std::size_t length, std::string message,
            std::string hint = kLineHint) {
    diagnostics_.error("DS1120", span_at(file_, offset, length), std::move(message),
                       std::move(hint));
    return false;
  }

  const SourceFilePtr& file_;
  std::string_view text_;
  const Lookup& lookup_;
  const Lookup& weaker_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::size_t kept_bytes_ = 0;
  std::map<std::string, std::string, std::less<>> values_;
  std::vector<DotenvEntry> entries_;
};

}  // namespace

std::vector<DotenvEntry> parse_dotenv(const SourceFilePtr& file, const Lookup& lookup,
                                      Diagnostics& diagnostics, const Lookup& weaker) {
  if (!check_text(file, diagnostics)) return {};
  return DotenvParser(file, lookup, diagnostics, weaker).parse();
}

std::vector<DotenvEntry> parse_raw_env(const SourceFilePtr& file, const Lookup& lookup,
                                       Diagnostics& diagnostics) {
  std::vector<DotenvEntry> entries;
  if (!check_text(file, diagnostics)) return entries;
  std::uint32_t number = 0;
  for (std::string_view line : split(file->text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos || line[begin] == '#') continue;
    line.remove_prefix(begin);
    const std::size_t equals = line.find('=');
    const std::string_view name = line.substr(0, equals);
    const SourceSpan span{file, number, static_cast<std::uint32_t>(begin + 1),
                          static_cast<std::uint32_t>(std::max<std::size_t>(1, name.size()))};
    if (name.empty() || name.find_first_of(" \t") != std::string_view::npos) {
      diagnostics.error("DS1120", span,
                        name.empty() ? std::string("a variable without name")
                                     : fmt::format("the name \"{}\" contains a space", name),
                        "with `format: raw` each line is NAME=value, taken as it stands");
      continue;
    }
    if (equals != std::string_view::npos) {
      entries.push_back({std::string(name), std::string(line.substr(equals + 1)), span});
    } else if (std::optional<std::string> value = lookup(name)) {
      entries.push_back({std::string(name), *std::move(value), span});
    }
  }
  return entries;
}

}  // namespace devstack::load
