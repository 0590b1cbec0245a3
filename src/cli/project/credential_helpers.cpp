#include "cli/project/credential_helpers.hpp"

#include <fmt/format.h>

namespace devstack::cli {
namespace {

constexpr Duration kLimit{20'000};
constexpr int kKilled = 137;
/// What helpers say, by their protocol, of a registry that they do not know.
constexpr char kNotFound[] = "credentials not found in native keychain";

}  // namespace

Task<std::optional<std::string>> CredentialHelpers::ask(std::string helper, std::string action,
                                                        std::string input) {
  const std::string program = "docker-credential-" + helper;
  host::Command command;
  command.argv = {program, action};
  command.input = std::move(input);
  auto result = co_await launcher_.run(std::move(command), kLimit);
  if (!result) {
    warn(program, "is not in PATH");
    co_return std::nullopt;
  }
  if (result->exit_code == 0) co_return std::move(result->output);
  if (result->exit_code == kKilled) {
    warn(program, fmt::format("gave no answer within {} s", kLimit.count() / 1000));
  } else if (result->output.find(kNotFound) == std::string::npos) {
    warn(program, fmt::format("ended with exit status {}", result->exit_code));
  }
  co_return std::nullopt;
}

void CredentialHelpers::warn(const std::string& program, const std::string& problem) {
  if (!warned_.insert(program).second) return;
  const Notice notice{Notice::Level::kWarning,
                      fmt::format("{} {}: going on without its credentials", program, problem)};
  sink_(notice);
}

}  // namespace devstack::cli
