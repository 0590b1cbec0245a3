// Chooses the renderer.
#include "devstack/ui/renderer.hpp"

#include <utility>

#include "ui/renderers.hpp"

namespace devstack::ui {

std::unique_ptr<Renderer> make_renderer(Mode mode, Terminal terminal, const Clock& clock, Write out,
                                        Write err) {
  switch (mode) {
    case Mode::kTty:
      return make_tty_renderer(terminal, clock, std::move(err));
    case Mode::kPlain:
      return make_plain_renderer(terminal, clock, std::move(err));
    case Mode::kJson:
      return make_json_renderer(clock, std::move(out));
    case Mode::kQuiet:
      return make_quiet_renderer(terminal, std::move(err));
  }
  return nullptr;
}

}  // namespace devstack::ui
