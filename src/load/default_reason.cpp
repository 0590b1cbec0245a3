// A table beside normalising, since what is added there has no position that could tell.
#include "load/default_reason.hpp"

#include "load/tree_path.hpp"

namespace devstack::load {

namespace {

struct Reason {
  std::string_view pattern;
  std::string_view text;
};

constexpr Reason kReasons[] = {
    {"name", "the project's name"},
    {"networks", "added by normalisation: the network that services share by default"},
    {"networks.default", "added by normalisation: the network that services share by default"},
    {"networks.*.name", "added by normalisation: the project's name and the key"},
    {"networks.*.ipam", "always printed, as Compose does"},
    {"volumes.*.name", "added by normalisation: the project's name and the key"},
    {"configs.*.name", "added by normalisation: the project's name and the key"},
    {"secrets.*.name", "added by normalisation: the project's name and the key"},
    {"services.*.networks", "added by normalisation: the default network"},
    {"services.*.networks.default", "added by normalisation: the default network"},
    {"services.*.command", "always printed, as Compose does: the image's own"},
    {"services.*.entrypoint", "always printed, as Compose does: the image's own"},
};

}  // namespace

std::string default_reason(std::string_view path) {
  TreePath keys;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t dot = rest.find('.');
    keys.push_back(rest.substr(0, dot));
    rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
  }
  for (const Reason& reason : kReasons) {
    if (matches(keys, reason.pattern)) return std::string(reason.text);
  }
  return "added by normalisation";
}

}  // namespace devstack::load
