// The terminal's properties, and writing to file descriptors.
#include "cli/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

std::string variable(const load::Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

bool is_utf8_locale(const load::Environment& environment) {
  for (const auto* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = to_lower(variable(environment, name));
    if (!value.empty()) {
      return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
  }
  return false;
}

ui::Color choose_color(const GlobalOptions& options, const load::Environment& environment,
                       bool is_terminal) {
  switch (options.color) {
    case ColorChoice::kAlways:
      return ui::Color::kAlways;
    case ColorChoice::kNever:
      return ui::Color::kNever;
    case ColorChoice::kAuto:
      break;
  }
  const bool refused = !variable(environment, "NO_COLOR").empty();
  const bool dumb = variable(environment, "TERM") == "dumb";
  return is_terminal && !refused && !dumb ? ui::Color::kAlways : ui::Color::kNever;
}

ui::Mode choose_progress(const GlobalOptions& options, const load::Environment& environment,
                         bool is_terminal) {
  switch (options.progress) {
    case ProgressChoice::kTty:
      return ui::Mode::kTty;
    case ProgressChoice::kPlain:
      return ui::Mode::kPlain;
    case ProgressChoice::kJson:
      return ui::Mode::kJson;
    case ProgressChoice::kQuiet:
      return ui::Mode::kQuiet;
    case ProgressChoice::kAuto:
      break;
  }
  if (options.quiet) return ui::Mode::kQuiet;
  const std::string ci = variable(environment, "CI");
  const bool unattended = !ci.empty() && ci != "false" && ci != "0";
  const bool dumb = variable(environment, "TERM") == "dumb";
  return is_terminal && !unattended && !dumb ? ui::Mode::kTty : ui::Mode::kPlain;
}

/// ASCII is ours: documents escape the controls that a value has, and colours are of our making.
std::string shown(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  std::string out;
  out.reserve(text.size());
  for (auto at = text.begin(); at != text.end();) {
    const auto beyond = std::find_if_not(at, text.end(), is_ascii);
    out.append(at, beyond);
    at = std::find_if(beyond, text.end(), is_ascii);
    out += terminal_safe({beyond, at});
  }
  return out;
}

}  // namespace

Streams process_streams() {
  Streams streams;
  streams.input_is_terminal = ::isatty(STDIN_FILENO) == 1;
  streams.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  streams.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
  winsize size{};
  for (const int descriptor : {STDERR_FILENO, STDOUT_FILENO, STDIN_FILENO}) {
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
      streams.columns = size.ws_col;
      streams.rows = size.ws_row;
      break;
    }
  }
  return streams;
}

Console make_console(const GlobalOptions& options, const load::Environment& environment,
                     const Streams& streams) {
  Console console;
  console.input_is_terminal = streams.input_is_terminal;
  console.output_is_terminal = streams.output_is_terminal;
  console.progress = choose_progress(options, environment, streams.error_is_terminal);
  ui::Terminal terminal;
  terminal.columns = streams.columns;
  terminal.rows = streams.rows;
  terminal.glyphs = is_utf8_locale(environment) ? ui::Glyphs::kUnicode : ui::Glyphs::kAscii;
  console.output = console.error = terminal;
  console.output.color = choose_color(options, environment, streams.output_is_terminal);
  console.error.color = choose_color(options, environment, streams.error_is_terminal);
  return console;
}

void write_output(std::string_view text) {
  if (::isatty(STDOUT_FILENO) == 1) {
    write_bytes(shown(text));
  } else {
    write_bytes(text);
  }
}

void write_bytes(std::string_view bytes) {
  if (write_all(STDOUT_FILENO, bytes)) return;
  if (errno == EPIPE) throw OutputClosed();
  throw HostError("cannot write", "to stdout", errno);
}

void write_error(std::string_view bytes) { static_cast<void>(write_all(STDERR_FILENO, bytes)); }

bool ask(std::string_view question) {
  write_error(std::string(question) + " [y/N] ");
  std::string answer;
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') answer += c;
  const std::string word = to_lower(trim(answer));
  return word == "y" || word == "yes";
}

}  // namespace devstack::cli
