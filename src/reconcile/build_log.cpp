#include "reconcile/build_log.hpp"

#include "devstack/base/text.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kTailLines = 10;
constexpr std::size_t kTextLimit = std::size_t{4} << 20;
constexpr std::string_view kClassicStep = "Step ";
constexpr std::string_view kError = "ERROR: ";

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// "0.492 cat: no such file" without its time.
std::string_view without_time(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos || !is_number(text.substr(0, blank))) return text;
  return text.substr(blank + 1);
}

void keep(BuildLog::Step& step, std::string_view text) {
  step.tail.emplace_back(text);
  if (step.tail.size() > kTailLines) step.tail.pop_front();
}

}  // namespace

void BuildLog::feed(std::string_view bytes, const OnLine& on_line) {
  if (text_.size() < kTextLimit) text_ += bytes.substr(0, kTextLimit - text_.size());
  partial_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end = partial_.find('\n'); end != std::string::npos;
       end = partial_.find('\n', begin)) {
    const std::string_view text = trim(std::string_view(partial_).substr(begin, end - begin));
    line(text);
    if (on_line && !text.empty()) on_line(last_line_);
    begin = end + 1;
  }
  partial_.erase(0, begin);
  if (partial_.size() > kTextLimit) partial_.clear();
}

void BuildLog::line(std::string_view line) {
  if (line.empty()) return;
  last_line_ = line;
  if (line.starts_with(kError)) {
    error_ = line.substr(kError.size());
  } else if (line.starts_with(kClassicStep)) {
    current_ = line.substr(0, line.find(':'));
    steps_[current_].name = line;
  } else if (line.front() == '#') {
    const std::size_t blank = line.find(' ');
    if (blank != std::string_view::npos && is_number(line.substr(1, blank - 1))) {
      vertex_line(line.substr(1, blank - 1), line.substr(blank + 1));
    }
  } else if (current_.starts_with(kClassicStep)) {
    keep(steps_[current_], line);
  }
}

void BuildLog::vertex_line(std::string_view number, std::string_view rest) {
  current_ = number;
  Step& step = steps_[current_];
  if (step.name.empty()) {
    step.name = rest;
  } else if (rest.starts_with(kError)) {
    step.failed = true;
  } else {
    keep(step, without_time(rest));
  }
}

const BuildLog::Step* BuildLog::failed_step() const {
  for (const auto& [number, step] : steps_) {
    if (step.failed) return &step;
  }
  const auto last = steps_.find(current_);
  return last == steps_.end() ? nullptr : &last->second;
}

}  // namespace devstack::reconcile
