// The lines of `watch`. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/watch/changes.hpp"
#include "devstack/watch/copy_into.hpp"

namespace devstack::cli {

/// "watching 3 paths for api, web; Ctrl-C ends it"
[[nodiscard]] std::string watching_text(const std::set<std::string>& services,
                                        const std::vector<watch::Matcher>& matchers);
/// "api: 3 files copied, 1 removed (12ms)"
[[nodiscard]] std::string copied_text(const std::string& service, const watch::Copied& copied,
                                      Duration took);
/// "api: reload.sh done", or how it failed; with its output below.
[[nodiscard]] std::string executed_text(const std::string& container, const watch::Rule& rule,
                                        const engine::ExecResult& result);

}  // namespace devstack::cli
