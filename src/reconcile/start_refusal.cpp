// The status of all of these is 500 or 400: only the text tells them apart.
#include "start_refusal.hpp"

#include <array>
#include <charconv>
#include <regex>

namespace devstack::reconcile {
namespace {

struct Row {
  std::string_view words;
  StartRefusal::Kind kind;
};

constexpr std::array kRows{
    Row{"port is already allocated", StartRefusal::Kind::kPortInUse},
    Row{"address already in use", StartRefusal::Kind::kPortInUse},
    Row{"failed to bind host port", StartRefusal::Kind::kPortInUse},
    Row{"bind source path does not exist", StartRefusal::Kind::kMissingSource},
    Row{"not a directory: unknown: Are you trying to mount", StartRefusal::Kind::kMissingSource},
    Row{"executable file not found", StartRefusal::Kind::kBadCommand},
    Row{"no such file or directory: unknown", StartRefusal::Kind::kBadCommand},
    Row{"permission denied: unknown", StartRefusal::Kind::kBadCommand},
    Row{"exec format error", StartRefusal::Kind::kBadCommand},
};

/// "0.0.0.0:8080", ":::8080", "[::]:8080"; "tcp4 :8080" where an engine leaves the address out.
void find_port(std::string_view words, StartRefusal& refusal) {
  static const std::regex address(
      R"((?:(\d+\.\d+\.\d+\.\d+|::)|\[([0-9a-fA-F:]*)\]|(?:tcp|udp)[46]? ):(\d{1,5})(?!\d))");
  std::cmatch match;
  if (!std::regex_search(words.data(), words.data() + words.size(), match, address)) return;
  refusal.host_ip = match[1].str() + match[2].str();
  std::from_chars(match[3].first, match[3].second, refusal.port);
}

}  // namespace

StartRefusal classify_start_refusal(std::string_view words) {
  StartRefusal refusal;
  for (const Row& row : kRows) {
    if (words.find(row.words) == std::string_view::npos) continue;
    refusal.kind = row.kind;
    break;
  }
  if (refusal.kind == StartRefusal::Kind::kPortInUse) find_port(words, refusal);
  return refusal;
}

}  // namespace devstack::reconcile
