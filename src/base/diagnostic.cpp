// Collecting findings and rendering them in the style of compilers, which editors and CI systems
// know how to parse.
#include "devstack/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "devstack/base/error.hpp"
#include "devstack/base/source_step.hpp"
#include "devstack/base/text.hpp"

namespace devstack {
namespace {

/// Bytes of a source line that are shown: a minified file must not fill the screen.
constexpr std::size_t kShownBytes = 160;
/// Columns of a message: a name of a megabyte neither.
constexpr std::size_t kShownColumns = 4000;
/// Bytes kept in front of the place when the start of a long line is left out.
constexpr std::size_t kContextBytes = 40;

/// Tabs as one blank: the caret below can then be placed by counting.
std::string as_shown(std::string_view source) {
  std::string text(source);
  std::replace(text.begin(), text.end(), '\t', ' ');
  return terminal_safe(text);
}

/// The start of the code point that `at` lies in; in what is no UTF-8 not far before it.
std::size_t code_point_start(std::string_view line, std::size_t at) {
  const std::size_t first = at - std::min<std::size_t>(at, 3);
  const auto continues = [line](std::size_t i) {
    return (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U;
  };
  while (at > first && at < line.size() && continues(at)) --at;
  return at;
}

/// The source line and a caret line under the span; nothing when the position is unknown.
std::string excerpt(const SourceSpan& span) {
  if (!span.known()) return {};
  std::string_view line = span.file->line(span.line);
  if (line.empty()) return {};
  std::size_t at = std::min<std::size_t>(span.column == 0 ? 0 : span.column - 1, line.size());
  if (line.size() > kShownBytes && at > kContextBytes) {
    const std::size_t start = code_point_start(line, at - kContextBytes);
    line.remove_prefix(start);
    at -= start;
  }
  line = line.substr(0, code_point_start(line, kShownBytes));
  at = std::min(at, line.size());

  const std::size_t indent = display_width(as_shown(line.substr(0, at)));
  const std::size_t width = display_width(as_shown(line.substr(at, span.length)));
  const std::string tail(width > 1 ? width - 1 : 0, '~');
  return fmt::format("{:>5} | {}\n      | {:{}}^{}\n", span.line, as_shown(line), "", indent, tail);
}

/// "stack.yaml:14:9: "; only the file's name where the finding concerns the file as a whole.
std::string position_prefix(const SourceSpan& span) {
  if (span.known()) return terminal_safe(span.to_string()) + ": ";
  return span.file != nullptr ? terminal_safe(span.file->path) + ": " : std::string{};
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
  }
  return "";
}

std::tuple<std::string_view, std::uint32_t, std::uint32_t> sort_key(const Diagnostic& diagnostic) {
  const SourceSpan& where = diagnostic.where;
  const std::string_view path = where.file ? std::string_view(where.file->path) : "";
  return {path, where.line, where.column};
}

/// A value may be wrong only where it was brought to: both places matter then.
void add_passage(Diagnostic& diagnostic) {
  if (!diagnostic.also_message.empty()) return;
  const SourceStep* passage = last_passage(diagnostic.where);
  if (passage == nullptr) return;
  diagnostic.also_where = passage->where;
  diagnostic.also_message = describe_passage(*passage);
}

bool is_same_place(const SourceSpan& a, const SourceSpan& b) {
  if (a.file == nullptr || b.file == nullptr) return a.file == b.file;
  return a.file->path == b.file->path && a.line == b.line && a.column == b.column;
}

/// Two services may read the same env file: what is wrong in it is wrong once.
bool is_same(const Diagnostic& a, const Diagnostic& b) {
  return a.where.known() && a.code == b.code && a.message == b.message &&
         is_same_place(a.where, b.where) && a.also_message == b.also_message &&
         is_same_place(a.also_where, b.also_where);
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
  const auto shown = [](std::string_view text) {
    return truncate_to_width(terminal_safe(text), kShownColumns);
  };
  const std::string code = diagnostic.code.empty() ? "" : "[" + diagnostic.code + "]";
  std::string out = fmt::format("{}{}{}: {}\n", position_prefix(diagnostic.where),
                                word(diagnostic.severity), code, shown(diagnostic.message));
  out += excerpt(diagnostic.where);
  if (!diagnostic.also_message.empty()) {
    out += fmt::format("{}note: {}\n", position_prefix(diagnostic.also_where),
                       shown(diagnostic.also_message));
    out += excerpt(diagnostic.also_where);
  }
  std::string_view label = "  hint: ";
  if (diagnostic.hint.empty()) return out;
  const std::string hint = shown(diagnostic.hint);
  for (const auto line : split(hint, '\n')) {
    out += fmt::format("{}{}\n", label, line);
    label = "        ";
  }
  return out;
}

void Diagnostics::add(Diagnostic diagnostic) {
  add_passage(diagnostic);
  if (std::any_of(found_.begin(), found_.end(),
                  [&](const Diagnostic& earlier) { return is_same(earlier, diagnostic); })) {
    return;
  }
  const bool is_error = diagnostic.severity == Severity::kError;
  if (is_error) ++errors_;
  if (found_.size() == kCap) {
    ++dropped_;
    if (!is_error) return;
    // Warnings must not crowd out the errors that explain why nothing happens.
    const auto warning = std::find_if(found_.rbegin(), found_.rend(), [](const Diagnostic& d) {
      return d.severity == Severity::kWarning;
    });
    if (warning == found_.rend()) return;
    found_.erase(std::prev(warning.base()));
  }
  found_.push_back(std::move(diagnostic));
}

void Diagnostics::error(std::string_view code, const SourceSpan& where, std::string message,
                        std::string hint) {
  add({Severity::kError, std::string(code), std::move(message), where, std::move(hint), {}, {}});
}

void Diagnostics::warning(std::string_view code, const SourceSpan& where, std::string message,
                          std::string hint) {
  add({Severity::kWarning, std::string(code), std::move(message), where, std::move(hint), {}, {}});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> out = found_;
  std::stable_sort(out.begin(), out.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return sort_key(a) < sort_key(b);
  });
  return out;
}

void Diagnostics::throw_if_errors() const {
  if (has_errors()) throw ConfigError(sorted(), dropped_);
}

}  // namespace devstack
