// Where output goes and what the terminal can do; found out once, at the start.
#pragma once

#include <stdexcept>
#include <string_view>

#include "cli/parse/options.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::cli {

/// Nobody reads our output any more (`devstack logs | head`): the command ends quietly.
class OutputClosed : public std::runtime_error {
 public:
  OutputClosed() : std::runtime_error("output closed") {}
};

struct Console {
  bool input_is_terminal = false, output_is_terminal = false;
  ui::Terminal output, error;  ///< of stdout and stderr
  ui::Mode progress = ui::Mode::kPlain;
};

/// What stdin, stdout and stderr are, as far as deciding needs it.
struct Streams {
  bool input_is_terminal = false, output_is_terminal = false, error_is_terminal = false;
  std::size_t columns = 80, rows = 24;
};

[[nodiscard]] Streams process_streams();
/// Pure: options first, then NO_COLOR, CI, TERM, LC_ALL, LC_CTYPE, LANG.
[[nodiscard]] Console make_console(const GlobalOptions& options,
                                   const load::Environment& environment, const Streams& streams);

/// Text. What steers a terminal beyond ASCII, in a value that a document quotes, is shown there as
/// \u{NNNN}; the rest is as it is everywhere. Throws OutputClosed.
void write_output(std::string_view text);

/// The output of somebody else's program, or a file, in pieces. Throws OutputClosed.
void write_bytes(std::string_view bytes);
/// Progress and messages; nothing is done about errors.
void write_error(std::string_view bytes);

/// A yes-or-no question on the terminal; anything but "y" or "yes" is a no.
[[nodiscard]] bool ask(std::string_view question);

}  // namespace devstack::cli
