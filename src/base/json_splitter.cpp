// Finds the ends of JSON documents in a stream without parsing them: brackets outside of strings.
#include <stdexcept>

#include "devstack/base/value.hpp"

namespace devstack {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::vector<std::string> JsonSplitter::feed(std::string_view chunk) {
  std::vector<std::string> documents;
  buffer_.append(chunk);
  std::size_t begin = 0;
  const auto finish = [&](std::size_t end) {
    if (end > begin) documents.push_back(buffer_.substr(begin, end - begin));
    begin = end;
  };
  for (; scanned_ < buffer_.size(); ++scanned_) {
    const char c = buffer_[scanned_];
    if (in_string_) {
      const bool ends = c == '"' && !escaped_;
      escaped_ = c == '\\' && !escaped_;
      in_string_ = !ends;
      if (ends && depth_ == 0) finish(scanned_ + 1);
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      if (depth_ == 0) finish(scanned_);  // something that is no JSON stood before it
      ++depth_;
    } else if ((c == '}' || c == ']') && depth_ > 0) {
      if (--depth_ == 0) finish(scanned_ + 1);
    } else if (depth_ == 0 && is_space(c)) {
      finish(scanned_);
      begin = scanned_ + 1;
    }
  }
  buffer_.erase(0, begin);
  scanned_ -= begin;
  if (buffer_.size() > kMaxDocumentBytes) {
    throw std::length_error("a JSON document of the stream exceeds 16 MiB");
  }
  return documents;
}

}  // namespace devstack
