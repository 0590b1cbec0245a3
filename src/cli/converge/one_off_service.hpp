// The service as `run` makes a one-off container of it.
#pragma once

#include <string>

#include "cli/parse/options.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/model/service.hpp"

namespace devstack::cli {

/// What the options say, read as a service of a Compose file: the language's own short forms, env
/// files, and relative paths. `variables` give values to names without one; a name that has none is
/// left out. Throws ConfigError that names "command line".
[[nodiscard]] model::Service read_run_options(const RunArguments& arguments,
                                              const load::Environment& variables,
                                              const std::string& working_directory,
                                              const load::Files& files);

/// Where the process's streams go.
struct OneOffStreams {
  bool tty = false;
  bool stdin_open = false;
};

/// `service` with `options` over it, as Docker Compose 2.40.3 does: one container of this name that
/// nothing restarts, and no published port unless asked for.
[[nodiscard]] model::Service one_off_service(model::Service service, const model::Service& options,
                                             const RunArguments& arguments, std::string name,
                                             OneOffStreams streams);

}  // namespace devstack::cli
