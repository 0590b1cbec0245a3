// What ended a command, as text: the same few shapes for every error.
#include "devstack/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "devstack/base/text.hpp"

namespace devstack {
namespace {

/// A name of a megabyte must not fill the screen.
std::string shown(std::string_view text) {
  constexpr std::size_t kColumns = 4000;
  return truncate_to_width(terminal_safe(text), kColumns);
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// "3 errors, 1 warning"
std::string summary(const std::vector<Diagnostic>& found, std::size_t dropped) {
  const auto errors =
      static_cast<std::size_t>(std::count_if(found.begin(), found.end(), [](const Diagnostic& d) {
        return d.severity == Severity::kError;
      }));
  std::string text = counted(errors, "error");
  if (errors < found.size()) text += ", " + counted(found.size() - errors, "warning");
  if (dropped > 0) text += fmt::format(" ({} more not shown)", dropped);
  return text;
}

std::string render_all(const std::vector<Diagnostic>& found, std::size_t dropped) {
  std::string text;
  for (const auto& diagnostic : found) text += render(diagnostic);
  return text + summary(found, dropped);
}

/// The code of the first error stands for all.
std::string leading_code(const std::vector<Diagnostic>& found) {
  for (const auto& diagnostic : found) {
    if (diagnostic.severity == Severity::kError) return diagnostic.code;
  }
  return {};
}

ExitCode exit_code_of_signal(int signal_number) {
  if (signal_number == SIGHUP) return ExitCode::kHangup;
  return signal_number == SIGTERM ? ExitCode::kTerminated : ExitCode::kInterrupted;
}

std::string signal_message(int signal_number) {
  if (signal_number == SIGHUP) return "the terminal hung up";
  return signal_number == SIGTERM ? "terminated" : "interrupted";
}

}  // namespace

std::string render(const Error& error) {
  if (dynamic_cast<const ConfigError*>(&error) != nullptr) return std::string(error.what()) + "\n";
  const std::string code = error.code().empty() ? "" : "[" + error.code() + "]";
  std::string out = fmt::format("error{}: {}\n", code, shown(error.what()));
  for (const auto& detail : error.details()) out += fmt::format("  {}\n", shown(detail));
  if (error.hint().empty()) return out;
  const std::string hint = shown(error.hint());
  std::string_view label = "  hint  ";
  for (const auto line : split(hint, '\n')) {
    out += fmt::format("{}{}\n", label, line);
    label = "        ";
  }
  return out;
}

ConfigError::ConfigError(std::vector<Diagnostic> found, std::size_t dropped)
    : Error(ExitCode::kUsage, leading_code(found), render_all(found, dropped)),
      found_(std::move(found)) {}

namespace {

/// What helps against a cause that has nothing to do with what was being done; empty for the
/// others.
std::string remedy_of(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "free some space there; docker system df shows what the engine uses";
    case EIO:
      return "that disk fails: look at the kernel's messages (dmesg), or use another disk";
    case EROFS:
      return "it is mounted for reading only: choose another folder, or mount it for writing";
    case EMFILE:
    case ENFILE:
      return "too many files are open: raise the limit (ulimit -n)";
    default:
      return {};
  }
}

}  // namespace

HostError::HostError(const std::string& doing, const std::string& path, int error_number,
                     std::string hint)
    : Error(ExitCode::kFailed, "DS4001",
            fmt::format("{} {}: {}", doing, path, std::generic_category().message(error_number)),
            hint.empty() ? remedy_of(error_number) : std::move(hint)),
      error_number_(error_number) {}

Interrupted::Interrupted(int signal_number)
    : Error(exit_code_of_signal(signal_number), "", signal_message(signal_number)) {}

}  // namespace devstack
