#include "load/known_service.hpp"

#include <vector>

#include <fmt/format.h>

#include "load/typo_hint.hpp"

namespace devstack::load {

void expect_service(const std::string& name, const Node& services, const SourceSpan& where,
                    const std::string& who, Diagnostics& diagnostics) {
  if (services.find(name) != nullptr) return;
  const auto known = [&services] {
    std::vector<std::string> names;
    for (const Entry& entry : services.entries) names.push_back(entry.key);
    return names;
  };
  diagnostics.error("DS1203", where,
                    fmt::format("{} the service \"{}\", which is not defined", who, name),
                    typo_hint(diagnostics, name, known));
}

}  // namespace devstack::load
