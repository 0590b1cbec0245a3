// The rows of tiers: services that are done or wait share lines, busy ones have a line with detail.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "ui/screen.hpp"

namespace devstack::ui {
namespace {

constexpr std::size_t kLabelMost = 12;
constexpr std::size_t kRightMargin = 8;  // the tier's time stands there

bool has_own_line(const ServiceProgress& row) {
  const bool busy = !is_settled(row.state) && row.state != ServiceState::kWaiting;
  const bool explains = !row.detail.empty() && row.state != ServiceState::kWaiting &&
                        row.state != ServiceState::kRemoved && row.state != ServiceState::kStopped;
  return busy || row.state == ServiceState::kFailed || explains;
}

std::string transfer_text(const TransferProgress& transfer) {
  if (transfer.total_bytes > 0) {
    return fmt::format("{} of {}", format_bytes(transfer.current_bytes),
                       format_bytes(transfer.total_bytes));
  }
  return one_line(transfer.text);
}

/// Glyph, name, and time: "● db 0.9s".
std::vector<Piece> service_pieces(const ServiceProgress& row, SteadyTime now) {
  std::vector<Piece> pieces;
  pieces.push_back(
      {std::string(glyph(row.state, row.implementation)), style_of(row.state, row.implementation)});
  pieces.push_back({" " + one_line(row.name), Style::kPlain});
  if (row.state == ServiceState::kJobUnchanged || row.state == ServiceState::kSkipped) {
    pieces.push_back({" " + std::string(word(row.state)), Style::kDim});
  } else if (row.took && *row.took > Duration::zero()) {
    pieces.push_back({" " + format_duration(*row.took), Style::kDim});
  } else if (row.began && !is_settled(row.state)) {
    pieces.push_back({" " + format_duration(now - *row.began), Style::kDim});
  }
  if (row.implementation != Implementation::kDeclared) {
    pieces.push_back({" " + std::string(word(row.implementation)), Style::kFallback});
  }
  if (row.state == ServiceState::kFailed && row.optional) {
    pieces.push_back({" optional", Style::kDim});
  }
  return pieces;
}

std::string detail_text(const ServiceProgress& row) {
  const std::string transfer = transfer_text(row.transfer);
  std::string text = one_line(row.detail);
  // The glyph tells most states; these share theirs with another.
  const bool ambiguous = !is_settled(row.state) && row.state != ServiceState::kStarting;
  if (ambiguous) text = std::string(word(row.state)) + (text.empty() ? "" : "  " + text);
  if (!transfer.empty()) text += (text.empty() ? "" : "  ") + transfer;
  return text;
}

std::size_t width_of(const std::vector<Piece>& pieces) { return StyledLine{pieces, {}}.width(); }

class TierRows {
 public:
  TierRows(std::size_t label_width, std::size_t columns)
      : labels_(label_width), columns_(columns) {}

  void tier(const TierProgress& tier, SteadyTime now) {
    first_of_tier_ = lines_.size();
    label_ = one_line(tier.label);
    for (const auto& row : tier.services) {
      if (!has_own_line(row)) share(service_pieces(row, now));
    }
    sharing_ = false;
    for (const auto& row : tier.services) {
      if (has_own_line(row)) own(row, now);
    }
    set_time(tier);
  }

  void counts(const std::string& label, const std::vector<const TierProgress*>& tiers) {
    first_of_tier_ = lines_.size();
    label_ = label;
    begin_line();
    bool first = true;
    for (const auto& [state, count] : counted(tiers)) {
      auto& line = lines_.back();
      if (!first) line.add("   ");
      first = false;
      line.add(std::string(glyph(state, Implementation::kDeclared)),
               style_of(state, Implementation::kDeclared));
      line.add(fmt::format(" {} {}", count, word(state)));
    }
    if (tiers.size() == 1) set_time(*tiers.front());
  }

  std::vector<StyledLine> take() { return std::move(lines_); }

 private:
  using Counts = std::vector<std::pair<ServiceState, std::size_t>>;

  static Counts counted(const std::vector<const TierProgress*>& tiers) {
    Counts counts;
    for (const auto* tier : tiers) {
      for (const auto& row : tier->services) {
        const auto found = std::find_if(counts.begin(), counts.end(), [&row](const auto& entry) {
          return entry.first == row.state;
        });
        if (found == counts.end()) {
          counts.emplace_back(row.state, 1);
        } else {
          ++found->second;
        }
      }
    }
    return counts;
  }

  void begin_line() {
    auto& line = lines_.emplace_back();
    const std::string label = lines_.size() - 1 == first_of_tier_ ? label_ : "";
    line.add(pad_right(truncate_to_width(label, labels_), labels_) + "  ", Style::kDim);
  }

  /// On the line of its neighbours while there is room.
  void share(const std::vector<Piece>& pieces) {
    const bool fits =
        sharing_ && lines_.back().width() + 3 + width_of(pieces) + kRightMargin <= columns_;
    if (fits) {
      lines_.back().add("   ");
    } else {
      begin_line();
    }
    sharing_ = true;
    for (const auto& piece : pieces) lines_.back().pieces.push_back(piece);
  }

  void own(const ServiceProgress& row, SteadyTime now) {
    begin_line();
    for (auto& piece : service_pieces(row, now)) lines_.back().pieces.push_back(std::move(piece));
    const std::string detail = detail_text(row);
    if (detail.empty()) return;
    const bool reason = row.state == ServiceState::kSkipped;
    lines_.back().add(reason ? " (" + detail + ")" : "  " + detail, Style::kDim);
  }

  void set_time(const TierProgress& tier) {
    if (!tier.began || first_of_tier_ >= lines_.size() || !tier.ended) return;
    const auto took = *tier.ended - *tier.began;
    if (took > std::chrono::milliseconds(0)) lines_[first_of_tier_].right = format_duration(took);
  }

  std::size_t labels_;
  std::size_t columns_;
  std::vector<StyledLine> lines_;
  std::size_t first_of_tier_ = 0;
  std::string label_;
  bool sharing_ = false;
};

using Tiers = std::vector<const TierProgress*>;

std::size_t label_width(const ProgressState& state) {
  std::size_t width = 0;
  for (const auto& tier : state.tiers) width = std::max(width, display_width(tier.label));
  return std::min(width, kLabelMost);
}

void add_merged(TierRows& rows, const ProgressState& state, SteadyTime now) {
  Tiers settled;
  Tiers waiting;
  for (const auto& tier : state.tiers) {
    if (is_settled(tier)) settled.push_back(&tier);
    if (!has_begun(tier)) waiting.push_back(&tier);
  }
  if (!settled.empty()) rows.counts("before", settled);
  for (const auto& tier : state.tiers) {
    if (!is_settled(tier) && has_begun(tier)) rows.tier(tier, now);
  }
  if (!waiting.empty()) rows.counts("later", waiting);
}

}  // namespace

std::vector<StyledLine> tier_lines(const ProgressState& state, SteadyTime now, std::size_t columns,
                                   Density density) {
  TierRows rows(std::max<std::size_t>(label_width(state), density == Density::kMerged ? 6 : 0),
                columns);
  if (density == Density::kMerged) {
    add_merged(rows, state, now);
    return rows.take();
  }
  for (const auto& tier : state.tiers) {
    const bool quiet = is_settled(tier) || !has_begun(tier);
    if (density == Density::kTierLines && quiet) {
      rows.counts(one_line(tier.label), {&tier});
    } else {
      rows.tier(tier, now);
    }
  }
  return rows.take();
}

}  // namespace devstack::ui
