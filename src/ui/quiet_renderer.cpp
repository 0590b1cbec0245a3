// Only failures, and why the run ended badly.
#include <utility>

#include "ui/renderers.hpp"

namespace devstack::ui {
namespace {

class QuietRenderer final : public Renderer {
 public:
  QuietRenderer(Terminal terminal, Write err) : terminal_(terminal), err_(std::move(err)) {}

  void on_event(const UiEvent& event) override {
    if (const auto* failure = std::get_if<FailureReport>(&event)) err_(render(*failure, terminal_));
  }
  void tick() override {}
  void close() override {}

 private:
  Terminal terminal_;
  Write err_;
};

}  // namespace

std::unique_ptr<Renderer> make_quiet_renderer(Terminal terminal, Write err) {
  return std::make_unique<QuietRenderer>(terminal, std::move(err));
}

}  // namespace devstack::ui
