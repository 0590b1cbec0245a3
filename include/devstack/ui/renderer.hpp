// Turns events into what the user sees: a live region on a terminal, lines elsewhere, JSON lines
// for programs, or only failures.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "devstack/base/clock.hpp"
#include "devstack/base/event.hpp"

namespace devstack::ui {

enum class Mode { kTty, kPlain, kJson, kQuiet };
enum class Color { kNever, kAlways };
enum class Glyphs { kUnicode, kAscii };

struct Terminal {
  std::size_t columns = 80;
  std::size_t rows = 24;
  Color color = Color::kNever;
  Glyphs glyphs = Glyphs::kUnicode;
};

/// Where bytes go; called with whole lines or whole repaints.
using Write = std::function<void(std::string_view)>;

class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual void on_event(const UiEvent& event) = 0;
  /// Called about ten times a second while a run lasts: repaints what changes with time.
  virtual void tick() = 0;
  /// Leaves the terminal as it was: live region closed, cursor shown. Idempotent.
  virtual void close() = 0;
};

/// Progress and failures go to `err`; only `kJson` writes its lines to `out`.
[[nodiscard]] std::unique_ptr<Renderer> make_renderer(Mode mode, Terminal terminal,
                                                      const Clock& clock, Write out, Write err);

/// A failure as it is shown in every mode but JSON; ends with a newline.
[[nodiscard]] std::string render(const FailureReport& report, const Terminal& terminal);

}  // namespace devstack::ui
