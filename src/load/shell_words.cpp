#include "load/shell_words.hpp"

namespace devstack::load {
namespace {

class Splitter {
 public:
  /// False when the line ends here.
  bool take(char c) {
    if (escaped_) {
      word_ += c;
      escaped_ = false;
      in_word_ = true;
    } else if (c == '\\' && !single_) {
      escaped_ = true;
    } else if (is_blank(c)) {
      take_blank(c);
    } else if (c == '`' && !single_ && !double_ && !parenthesis_) {
      backtick_ = !backtick_;
      add(c);
    } else if ((c == '(' || c == ')') && !single_ && !double_ && !backtick_) {
      take_parenthesis(c);
    } else if (c == '"' && !single_ && !parenthesis_) {
      double_ = !double_;
      in_word_ = true;
    } else if (c == '\'' && !double_ && !parenthesis_) {
      single_ = !single_;
      in_word_ = true;
    } else if (is_operator(c) && !inside()) {
      drop_file_descriptor(c);
      return false;
    } else {
      add(c);
    }
    return !broken_;
  }

  std::optional<std::vector<std::string>> finish() {
    if (broken_ || escaped_ || inside()) return std::nullopt;
    end_word();
    return std::move(words_);
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
  static bool is_operator(char c) {
    return c == ';' || c == '&' || c == '|' || c == '<' || c == '>';
  }
  [[nodiscard]] bool inside() const { return single_ || double_ || backtick_ || parenthesis_; }

  void add(char c) {
    word_ += c;
    in_word_ = true;
  }
  void take_blank(char c) {
    if (inside()) {
      add(c);
    } else {
      end_word();
    }
  }
  void take_parenthesis(char c) {
    if (c == '(') {
      broken_ = parenthesis_ || !word_.ends_with('$');
      parenthesis_ = true;
    } else {
      parenthesis_ = !parenthesis_;
    }
    add(c);
  }
  /// In "cmd 2>file" the 2 is no word.
  void drop_file_descriptor(char c) {
    if (c == '>' && !word_.empty() && word_.front() >= '0' && word_.front() <= '9') {
      word_.clear();
      in_word_ = false;
    }
  }
  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;  ///< a word has begun, even if it is empty so far ("")
  bool escaped_ = false;
  bool single_ = false, double_ = false, backtick_ = false, parenthesis_ = false;
  bool broken_ = false;
};

}  // namespace

std::optional<std::vector<std::string>> split_shell_words(std::string_view line) {
  Splitter splitter;
  for (const char c : line) {
    if (!splitter.take(c)) break;
  }
  return splitter.finish();
}

}  // namespace devstack::load
