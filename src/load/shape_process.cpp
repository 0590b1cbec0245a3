// `process`: a service as a process on the host.
#include "load/shape_extension.hpp"
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr Field kGpuFields[] = {
    {.key = "memory", .shape = &kSize, .about = "Memory that one GPU has: 8G, or bytes."}};
constexpr Shape kGpu{
    .takes = kTakesBool | kTakesString | kTakesMap, .cast = Cast::kBoolean, .fields = kGpuFields};
constexpr Shape kNeededValues{.takes = kTakesMap, .values = &kVariable};

constexpr Field kNeedFields[] = {
    {.key = "gpu", .shape = &kGpu, .about = "A GPU; with `memory` one that has as much."},
    {.key = "memory", .shape = &kSize, .about = "Memory of the host: 8G, or bytes."},
    {.key = "files",
     .shape = &kStringOrList,
     .about = "Files that exist: relative to the stack's folder, or ~/...; globs."},
    {.key = "commands", .shape = &kStringOrList, .about = "Programs that are in PATH."},
    {.key = "env",
     .shape = &kNeededValues,
     .about =
         "Variables: NAME: value, NAME: \"!value\" for any other, NAME: alone for any at all."},
};
constexpr Shape kNeeds{.takes = kTakesMap, .fields = kNeedFields};

constexpr std::string_view kRestarts[] = {"no", "on-failure", "always"};
constexpr Shape kRestart{.takes = kTakesString, .choices = kRestarts};

constexpr Field kFields[] = {
    {.key = "command",
     .shape = &kShellCommandShape,
     .required = true,
     .about = "Words of the command, or one line for a shell."},
    {.key = "cwd",
     .shape = &kString,
     .about = "Folder that it runs in, relative to the stack's; that one without it."},
    {.key = "env", .shape = &kVariables, .about = "Variables beside the user's and the exports."},
    {.key = "log",
     .shape = &kString,
     .about = "File that its output goes to; one of the state folder without it."},
    {.key = "requires", .shape = &kNeeds, .about = "What the host must have."},
    {.key = "ready", .shape = &kProbeShape, .about = "The test, on the host: of 127.0.0.1."},
    {.key = "restart",
     .shape = &kRestart,
     .about = "When it ends: \"no\", on-failure (without the key) or always."},
};

}  // namespace

constinit const Shape kProcessShape{.takes = kTakesMap, .fields = kFields};

}  // namespace devstack::load
