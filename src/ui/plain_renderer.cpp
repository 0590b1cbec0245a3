// One line per transition with the time since the start, for logs and CI. A service that stays in
// one state is mentioned again now and then, so that a silent log does not look like a hang.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/glyphs.hpp"
#include "ui/progress_state.hpp"
#include "ui/renderers.hpp"
#include "ui/screen.hpp"

namespace devstack::ui {
namespace {

constexpr Duration kReminder{10'000};

class PlainRenderer final : public Renderer {
 public:
  PlainRenderer(Terminal terminal, const Clock& clock, Write err)
      : terminal_(terminal), clock_(clock), err_(std::move(err)) {}

  void on_event(const UiEvent& event) override {
    std::optional<ServiceState> before;
    const auto* change = std::get_if<ServiceChanged>(&event);
    if (change != nullptr) before = state_.service(change->service).state;
    apply(state_, event, clock_.now());
    if (change != nullptr) {
      // Created and waiting for its dependencies: the next line of interest is its start.
      const bool speaks = before != change->state && change->state != ServiceState::kWaiting;
      if (speaks) transition(state_.service(change->service));
    } else if (const auto* run = std::get_if<RunStarted>(&event)) {
      begin(*run);
    } else if (const auto* resource = std::get_if<ResourceChanged>(&event)) {
      line(fmt::format("{} {} {}", resource->kind, resource->name, resource->what));
    } else if (const auto* transfer = std::get_if<TransferProgress>(&event)) {
      show_build(*transfer);
    } else if (const auto* notice = std::get_if<Notice>(&event)) {
      const bool warns = notice->level == Notice::Level::kWarning;
      put((warns ? "warning: " : "") + terminal_safe(notice->text) + "\n");
    } else if (const auto* failure = std::get_if<FailureReport>(&event)) {
      err_(render(*failure, terminal_));
    } else if (const auto* finished = std::get_if<RunFinished>(&event)) {
      err_(closing_text(*finished, terminal_));
    }
  }

  void tick() override {
    for (auto& tier : state_.tiers) {
      for (auto& row : tier.services) remind(row);
    }
  }

  void close() override {}

 private:
  /// A build's output, line by line; bytes of a pull would only flood a log.
  void show_build(const TransferProgress& transfer) {
    const bool builds = state_.service(transfer.service).state == ServiceState::kBuilding;
    if (!builds || transfer.text.empty()) return;
    put(fmt::format("{} │ {}\n", pad_right(one_line(transfer.service), names_),
                    one_line(transfer.text)));
  }

  void put(std::string text) { err_(in_charset(std::move(text), terminal_.glyphs)); }

  void line(const std::string& text) {
    const auto elapsed = state_.run ? clock_.now() - state_.began : SteadyTime::duration::zero();
    put(fmt::format("{:>7}  {}\n", format_duration(elapsed), one_line(text)));
  }

  void begin(const RunStarted& run) {
    names_ = 0;
    std::size_t services = 0;
    for (const auto& tier : run.tiers) {
      services += tier.services.size();
      for (const auto& name : tier.services) names_ = std::max(names_, display_width(name));
    }
    const auto header = header_line(state_, clock_.now());
    std::string text;
    for (const auto& piece : header.pieces) text += piece.text;
    put(fmt::format("{} · {} service{}\n", text, services, services == 1 ? "" : "s"));
  }

  void transition(const ServiceProgress& row) {
    spoken_[row.name] = clock_.now();
    std::string text = pad_right(one_line(row.name), names_) + "  " + std::string(word(row.state));
    if (row.state == ServiceState::kFailed && row.optional) text += " (optional)";
    if (row.implementation != Implementation::kDeclared) {
      text +=
          fmt::format(" ({} {})", glyph(row.state, row.implementation), word(row.implementation));
    }
    if (is_settled(row.state) && row.took && *row.took > Duration::zero() &&
        row.state != ServiceState::kJobUnchanged && row.state != ServiceState::kSkipped) {
      text += " " + format_duration(*row.took);
    }
    if (row.state == ServiceState::kSkipped && !row.detail.empty()) {
      text += fmt::format(" ({})", one_line(row.detail));
    } else if (!row.detail.empty()) {
      text += "  " + one_line(row.detail);
    }
    line(text);
  }

  void remind(const ServiceProgress& row) {
    const auto spoken = spoken_.find(row.name);
    if (spoken == spoken_.end() || is_settled(row.state)) return;
    if (clock_.now() - spoken->second < kReminder) return;
    transition(row);
  }

  Terminal terminal_;
  const Clock& clock_;
  Write err_;
  ProgressState state_;
  std::map<std::string, SteadyTime> spoken_;
  std::size_t names_ = 0;
};

}  // namespace

std::unique_ptr<Renderer> make_plain_renderer(Terminal terminal, const Clock& clock, Write err) {
  return std::make_unique<PlainRenderer>(terminal, clock, std::move(err));
}

}  // namespace devstack::ui
