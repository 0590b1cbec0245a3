// Whether an HTTP answer is what the probe asks for: a function of values.
#pragma once

#include <string>

#include "devstack/io/http.hpp"
#include "devstack/model/probe_spec.hpp"
#include "probe/attempt.hpp"

namespace devstack::probe {

/// The body may be cut short; expectations look at what is there.
[[nodiscard]] Finding judge_http(const model::HttpProbe& probe, const io::HttpHead& head,
                                 const std::string& body);

}  // namespace devstack::probe
