#include "load/typo_hint.hpp"

#include "devstack/base/text.hpp"

namespace devstack::load {

std::string typo_hint(const Diagnostics& diagnostics, std::string_view name,
                      const std::function<std::vector<std::string>()>& known) {
  if (diagnostics.dropped() != 0) return {};
  return did_you_mean(name, known());
}

}  // namespace devstack::load
