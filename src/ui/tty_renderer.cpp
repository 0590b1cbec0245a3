// The live region of a terminal: repainted in place at most ten times a second, only when something
// changed; what has to stay is printed above it or after it.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/text.hpp"
#include "ui/renderers.hpp"
#include "ui/screen.hpp"

namespace devstack::ui {
namespace {

constexpr Duration kFrame{100};
constexpr std::string_view kHideCursor = "\x1b[?25l";
constexpr std::string_view kShowCursor = "\x1b[?25h";
constexpr std::string_view kClearToEnd = "\x1b[J";

class TtyRenderer final : public Renderer {
 public:
  TtyRenderer(Terminal terminal, const Clock& clock, Write err)
      : terminal_(terminal), clock_(clock), err_(std::move(err)) {}
  ~TtyRenderer() override { TtyRenderer::close(); }

  void on_event(const UiEvent& event) override {
    if (const auto* notice = std::get_if<Notice>(&event)) {
      print_above(notice_line(*notice));
      return;
    }
    apply(state_, event, clock_.now());
    if (state_.finished) {
      finish();
    } else if (state_.run) {
      paint_if_due();
    }
  }

  void tick() override {
    if (state_.run && !closed_) paint_if_due();
  }

  void close() override {
    if (std::exchange(closed_, true)) return;
    if (state_.run && !state_.finished) paint_final();
    for (const auto& failure : std::exchange(state_.failures, {})) {
      err_("\n" + render(failure, terminal_));
    }
    show_cursor();
  }

 private:
  std::string notice_line(const Notice& notice) const {
    const bool warns = notice.level == Notice::Level::kWarning;
    const std::string head =
        warns ? paint("warning", Style::kFallback, terminal_.color) + ": " : "";
    return in_charset(head + terminal_safe(notice.text) + "\n", terminal_.glyphs);
  }

  void paint_if_due() {
    if (last_paint_ && clock_.now() - *last_paint_ < kFrame) return;
    last_paint_ = clock_.now();
    const std::size_t rows = terminal_.rows > 3 ? terminal_.rows - 2 : 1;
    replace_region(region(live_lines(state_, clock_.now(), screen_width(terminal_), rows)));
  }

  /// Everything by name once more, however long: now it may scroll.
  void paint_final() {
    std::vector<StyledLine> lines{header_line(state_, clock_.now())};
    for (auto& line : tier_lines(state_, clock_.now(), screen_width(terminal_), Density::kFull)) {
      lines.push_back(std::move(line));
    }
    replace_region(region(lines));
    shown_.clear();
    shown_lines_ = 0;
  }

  void finish() {
    const RunFinished finished = *state_.finished;
    if (state_.run) paint_final();
    close();
    if (!finished.ok) err_("\n");
    err_(closing_text(finished, terminal_));
  }

  std::vector<std::string> region(const std::vector<StyledLine>& lines) const {
    std::vector<std::string> rows;
    rows.reserve(lines.size());
    for (const auto& line : lines) {
      rows.push_back(
          in_charset(to_bytes(line, screen_width(terminal_), terminal_.color), terminal_.glyphs));
    }
    return rows;
  }

  std::string to_first_line() const {
    return shown_lines_ == 0 ? "" : "\x1b[" + std::to_string(shown_lines_) + "A\r";
  }

  void replace_region(std::vector<std::string> rows) {
    if (rows == shown_) return;
    std::string out = shown_lines_ == 0 && !cursor_hidden_ ? std::string(kHideCursor) : "";
    cursor_hidden_ = true;
    out += to_first_line();
    for (const auto& row : rows) out += row + "\x1b[K\n";
    out += kClearToEnd;
    shown_lines_ = rows.size();
    shown_ = std::move(rows);
    err_(out);
  }

  void print_above(const std::string& text) {
    std::string out = to_first_line();
    if (shown_lines_ != 0) out += kClearToEnd;
    out += text;
    for (const auto& row : shown_) out += row + "\n";
    err_(out);
  }

  void show_cursor() {
    if (std::exchange(cursor_hidden_, false)) err_(kShowCursor);
  }

  Terminal terminal_;
  const Clock& clock_;
  Write err_;
  ProgressState state_;
  std::vector<std::string> shown_;
  std::size_t shown_lines_ = 0;
  std::optional<SteadyTime> last_paint_;
  bool cursor_hidden_ = false;
  bool closed_ = false;
};

}  // namespace

std::unique_ptr<Renderer> make_tty_renderer(Terminal terminal, const Clock& clock, Write err) {
  return std::make_unique<TtyRenderer>(terminal, clock, std::move(err));
}

}  // namespace devstack::ui
