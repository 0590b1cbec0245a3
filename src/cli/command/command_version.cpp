// `devstack version`: opens nothing, reads nothing.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {

ExitCode run_version(const CommandContext&, const VersionArguments& arguments) {
  if (arguments.output == Output::kJson) {
    Value document = Value::object();
    document.set("schema", "devstack.version/1");
    document.set("version", DEVSTACK_VERSION);
    document.set("compose", model::labels::kComposeVersion);
    document.set("api", "1.41-1.51");
    write_output(to_json(document, 2) + "\n");
  } else if (arguments.number_only) {
    write_output(DEVSTACK_VERSION "\n");
  } else {
    write_output(fmt::format("devstack {} (Compose {}, Docker Engine API 1.41 to 1.51)\n",
                             DEVSTACK_VERSION, model::labels::kComposeVersion));
  }
  return ExitCode::kOk;
}

}  // namespace devstack::cli
