// Config.User is "", "USER" or "USER:GROUP", each a name or a number.
#include "devstack/engine/copy_owner.hpp"

#include <charconv>
#include <chrono>
#include <string_view>
#include <utility>

#include "devstack/base/error.hpp"

namespace devstack::engine {
namespace {

constexpr ApiVersion kAsksTheContainer{1, 48};
constexpr Duration kAnswerLimit = std::chrono::seconds{10};

std::optional<unsigned> leading_number(std::string_view text) {
  unsigned number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{}) return std::nullopt;
  return number;
}

std::optional<unsigned> whole_number(std::string_view text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? leading_number(text) : std::nullopt;
}

std::optional<FileOwnerIds> ids(std::optional<unsigned> uid, std::optional<unsigned> gid) {
  if (!uid || !gid) return std::nullopt;
  return FileOwnerIds{*uid, *gid};
}

std::optional<FileOwnerIds> numbers_in(std::string_view user) {
  const auto colon = user.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return ids(whole_number(user.substr(0, colon)), whole_number(user.substr(colon + 1)));
}

/// "uid=999(node) gid=999(node) groups=999(node)"
std::optional<FileOwnerIds> ids_in(std::string_view answer) {
  const auto after = [answer](std::string_view key) -> std::optional<unsigned> {
    const auto place = answer.find(key);
    if (place == std::string_view::npos) return std::nullopt;
    return leading_number(answer.substr(place + key.size()));
  };
  return ids(after("uid="), after("gid="));
}

Task<std::optional<FileOwnerIds>> ask(Client& client, std::string container) {
  ExecRequest request;
  request.command = {"id"};
  request.environment = {"LC_ALL=C"};
  try {
    const auto done = co_await client.exec(std::move(container), std::move(request), kAnswerLimit);
    if (done.exit_code == 0) co_return ids_in(done.output);
  } catch (const Error&) {
    // It does not run.
  }
  co_return std::nullopt;
}

}  // namespace

Task<CopyOwner> copy_owner(Client& client, std::string container) {
  CopyOwner owner;
  if (client.api_version() >= kAsksTheContainer) co_return owner;
  const auto details = co_await client.inspect_container_raw(container);
  const std::string user = details ? (*details)["Config"]["User"].as_string() : std::string();
  if (user.empty()) co_return owner;
  owner.packed = numbers_in(user);
  if (!owner.packed) owner.packed = co_await ask(client, std::move(container));
  if (owner.packed) owner.asked = Client::FileOwner::kAsPacked;
  co_return owner;
}

}  // namespace devstack::engine
