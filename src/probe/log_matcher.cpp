// Lines are cut before they are matched: std::regex recurses once per character.
#include "probe/log_matcher.hpp"

#include <algorithm>

#include "devstack/base/text.hpp"

namespace devstack::probe {
namespace {

constexpr std::size_t kLineLimit = 4096;

}  // namespace

LogMatcher::LogMatcher(const std::string& pattern) {
  try {
    pattern_ = std::regex(pattern, std::regex::ECMAScript | std::regex::optimize);
  } catch (const std::regex_error& error) {
    broken_ = error.what();
  }
}

void LogMatcher::feed(engine::LogStream stream, std::string_view piece) {
  std::string& partial = partial_.at(stream == engine::LogStream::kStdout ? 0 : 1);
  for (std::size_t end = piece.find('\n'); end != std::string_view::npos && !matched_;
       end = piece.find('\n')) {
    partial.append(piece.substr(0, std::min(end, kLineLimit)));
    take(partial);
    partial.clear();
    piece.remove_prefix(end + 1);
  }
  if (partial.size() < kLineLimit) partial.append(piece.substr(0, kLineLimit));
}

void LogMatcher::finish() {
  for (std::string& partial : partial_) {
    if (!partial.empty() && !matched_) take(partial);
    partial.clear();
  }
}

void LogMatcher::take(std::string_view line) {
  line_ = std::string(trim(line.substr(0, kLineLimit)));
  ++lines_;
  matched_ = broken_.empty() && std::regex_search(line_, pattern_);
}

}  // namespace devstack::probe
