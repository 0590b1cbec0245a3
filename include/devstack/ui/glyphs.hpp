// How a state looks: its shape tells it, colour only adds.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/event.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::ui {

enum class Style { kPlain, kDim, kBold, kGood, kBusy, kBad, kJob, kFallback };

/// One column wide.
[[nodiscard]] std::string_view glyph(ServiceState state, Implementation implementation);
[[nodiscard]] Style style_of(ServiceState state, Implementation implementation);

/// "ready", "job done", "pulling": one or two words.
[[nodiscard]] std::string_view word(ServiceState state);
/// "", "stand-in", "mock".
[[nodiscard]] std::string_view word(Implementation implementation);

/// `text` wrapped into the escape sequence of `style`, or as it is without colour.
[[nodiscard]] std::string paint(std::string_view text, Style style, Color color);

/// For locales other than UTF-8: our own signs become ASCII of the same width.
[[nodiscard]] std::string in_charset(std::string text, Glyphs glyphs);

}  // namespace devstack::ui
