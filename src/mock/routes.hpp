// Fixed answers: DEVSTACK_MOCK_ROUTES is a JSON object from "METHOD /path" to an answer.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "mock/message.hpp"

namespace devstack::mock {

/// {"GET /x": {"status": 200, "body": {…}}}: `status` is 200 where left out; a `body` that is a
/// string is sent as text, any other as JSON; `type` is another content type. {"file": "/x.json",
/// "pointer": "/a"} sends that part of a JSON file, read at the start; a file of another kind is
/// sent as text, .html as a page. A value that has none of
/// status, body and file is the body itself. Throws ConfigError.
[[nodiscard]] std::map<std::string, Response> parse_routes(std::string_view json);

}  // namespace devstack::mock
