// One maker for each kind of renderer; make_renderer chooses.
#pragma once

#include <memory>

#include "devstack/ui/renderer.hpp"

namespace devstack::ui {

[[nodiscard]] std::unique_ptr<Renderer> make_tty_renderer(Terminal terminal, const Clock& clock,
                                                          Write err);
[[nodiscard]] std::unique_ptr<Renderer> make_plain_renderer(Terminal terminal, const Clock& clock,
                                                            Write err);
[[nodiscard]] std::unique_ptr<Renderer> make_json_renderer(const Clock& clock, Write out);
[[nodiscard]] std::unique_ptr<Renderer> make_quiet_renderer(Terminal terminal, Write err);

}  // namespace devstack::ui
