// `devstack-mock --requests FILE`: what a job has to tell a server over HTTP, as a list of requests
// and of what their answers must be. For images that hold no other client than this program.
#pragma once

#include <filesystem>
#include <ostream>
#include <stdexcept>
#include <string>

#include "mock/config.hpp"

namespace devstack::mock {

/// The script itself is wrong; the message says where.
class ScriptError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class ScriptResult { kDone, kFailed };

/// Sends the requests of the JSON document in `file`, in order, up to the first whose answer is not
/// as expected; one line on `out` for each. `${NAME}` in the text is an environment variable.
/// Throws ScriptError. Format: docs/mock.md.
[[nodiscard]] ScriptResult run_script(const std::filesystem::path& file, const Lookup& environment,
                                      std::ostream& out);

}  // namespace devstack::mock
