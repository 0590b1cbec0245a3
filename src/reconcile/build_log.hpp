// What a builder prints, followed line by line: which step it is at, which one failed, and its last
// words. Of both builders: buildx with --progress=plain, and the engine's classic one.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace devstack::reconcile {

class BuildLog {
 public:
  /// A step and the end of its output.
  struct Step {
    std::string name;  ///< "[2/3] RUN make", "Step 2/3 : RUN make"
    std::deque<std::string> tail;
    bool failed = false;
  };

  using OnLine = std::function<void(const std::string&)>;

  /// Bytes in any pieces; `on_line` gets each line that is complete with them.
  void feed(std::string_view bytes, const OnLine& on_line = {});
  /// The last line that was complete; empty before the first.
  [[nodiscard]] const std::string& last_line() const { return last_line_; }
  /// The step that failed; where no builder says so, the last one. Null before the first.
  [[nodiscard]] const Step* failed_step() const;
  /// What buildx said last after "ERROR: "; empty when it did not.
  [[nodiscard]] const std::string& error() const { return error_; }
  /// All of it, up to a limit.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void line(std::string_view line);
  void vertex_line(std::string_view number, std::string_view rest);

  std::map<std::string, Step, std::less<>> steps_;  ///< by number
  std::string current_;                             ///< number of the step of the last line
  std::string partial_, last_line_, error_, text_;
};

}  // namespace devstack::reconcile
