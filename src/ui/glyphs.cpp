// Signs, their ASCII twins and their colours, in one table each.
#include "devstack/ui/glyphs.hpp"

#include <array>
#include <utility>

namespace devstack::ui {
namespace {

struct Replacement {
  std::string_view sign, ascii;
};

constexpr std::array<Replacement, 12> kAsciiTwins{{
    {"○", "."},
    {"◌", "v"},
    {"◐", ">"},
    {"●", "+"},
    {"◆", "#"},
    {"▲", "!"},
    {"✖", "x"},
    {"■", "-"},
    {"·", "-"},
    {"…", "~"},
    {"│", "|"},
    {"—", "-"},
}};

bool is_good(ServiceState state) {
  return state == ServiceState::kReady || state == ServiceState::kJobDone ||
         state == ServiceState::kJobUnchanged;
}

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kGood:
      return "\x1b[32m";
    case Style::kBusy:
      return "\x1b[36m";
    case Style::kBad:
      return "\x1b[31m";
    case Style::kJob:
      return "\x1b[34m";
    case Style::kFallback:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

std::string_view glyph(ServiceState state, Implementation implementation) {
  if (implementation != Implementation::kDeclared && is_good(state)) return "▲";
  switch (state) {
    case ServiceState::kWaiting:
    case ServiceState::kSkipped:
      return "○";
    case ServiceState::kPulling:
    case ServiceState::kBuilding:
    case ServiceState::kPushing:
      return "◌";
    case ServiceState::kCreating:
    case ServiceState::kStarting:
    case ServiceState::kStopping:
    case ServiceState::kRemoving:
      return "◐";
    case ServiceState::kReady:
      return "●";
    case ServiceState::kJobDone:
    case ServiceState::kJobUnchanged:
    case ServiceState::kPulled:
    case ServiceState::kBuilt:
    case ServiceState::kPushed:
      return "◆";
    case ServiceState::kFailed:
      return "✖";
    case ServiceState::kStopped:
    case ServiceState::kRemoved:
      return "■";
  }
  return "○";
}

Style style_of(ServiceState state, Implementation implementation) {
  if (implementation != Implementation::kDeclared && is_good(state)) return Style::kFallback;
  switch (state) {
    case ServiceState::kWaiting:
    case ServiceState::kSkipped:
    case ServiceState::kStopped:
    case ServiceState::kRemoved:
      return Style::kDim;
    case ServiceState::kPulling:
    case ServiceState::kBuilding:
    case ServiceState::kPushing:
    case ServiceState::kCreating:
    case ServiceState::kStarting:
    case ServiceState::kStopping:
    case ServiceState::kRemoving:
      return Style::kBusy;
    case ServiceState::kReady:
      return Style::kGood;
    case ServiceState::kJobDone:
    case ServiceState::kJobUnchanged:
    case ServiceState::kPulled:
    case ServiceState::kBuilt:
    case ServiceState::kPushed:
      return Style::kJob;
    case ServiceState::kFailed:
      return Style::kBad;
  }
  return Style::kPlain;
}

std::string_view word(ServiceState state) {
  switch (state) {
    case ServiceState::kWaiting:
      return "waiting";
    case ServiceState::kPulling:
      return "pulling";
    case ServiceState::kBuilding:
      return "building";
    case ServiceState::kCreating:
      return "creating";
    case ServiceState::kStarting:
      return "starting";
    case ServiceState::kReady:
      return "ready";
    case ServiceState::kJobDone:
      return "done";
    case ServiceState::kJobUnchanged:
      return "unchanged";
    case ServiceState::kStopping:
      return "stopping";
    case ServiceState::kStopped:
      return "stopped";
    case ServiceState::kRemoving:
      return "removing";
    case ServiceState::kRemoved:
      return "removed";
    case ServiceState::kFailed:
      return "failed";
    case ServiceState::kSkipped:
      return "skipped";
    case ServiceState::kPushing:
      return "pushing";
    case ServiceState::kPulled:
      return "pulled";
    case ServiceState::kBuilt:
      return "built";
    case ServiceState::kPushed:
      return "pushed";
  }
  return "";
}

std::string_view word(Implementation implementation) {
  switch (implementation) {
    case Implementation::kDeclared:
      return "";
    case Implementation::kStandIn:
      return "stand-in";
    case Implementation::kMock:
      return "mock";
  }
  return "";
}

std::string paint(std::string_view text, Style style, Color color) {
  if (color == Color::kNever || style == Style::kPlain || text.empty()) return std::string(text);
  return std::string(escape_of(style)) + std::string(text) + "\x1b[0m";
}

std::string in_charset(std::string text, Glyphs glyphs) {
  if (glyphs == Glyphs::kUnicode) return text;
  for (const auto& [sign, ascii] : kAsciiTwins) {
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at)) {
      text.replace(at, sign.size(), ascii);
    }
  }
  return text;
}

}  // namespace devstack::ui
