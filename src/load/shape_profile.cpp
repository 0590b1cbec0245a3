#include "load/shape_profile.hpp"

#include "load/shape_extension.hpp"
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr Shape kNames{.takes = kTakesString | kTakesList, .items = &kString, .unique_items = true};

constexpr Field kEnvFileFields[] = {
    {.key = "path",
     .shape = &kString,
     .required = true,
     .about = "Relative to the project's folder."},
    {.key = "required",
     .shape = &kBoolean,
     .about = "true: an error when the file does not exist; false: nothing is said."},
};
constexpr Shape kEnvFile{.takes = kTakesString | kTakesMap, .fields = kEnvFileFields};
constexpr Shape kEnvFiles{
    .takes = kTakesString | kTakesList, .items = &kEnvFile, .unique_items = true};

constexpr Shape kEnvValue{.takes = kTakesScalar, .cast = Cast::kText};
constexpr Shape kEnv{.takes = kTakesMap, .values = &kEnvValue};
constexpr Shape kUse{.takes = kTakesMap, .values = &kString};
constexpr Field kOffsetFields[] = {
    {.key = "by", .shape = &kInteger, .required = true, .about = "Added to published ports."},
    {.key = "services", .shape = &kNames, .about = "Only theirs."},
};
constexpr Shape kOffset{
    .takes = kTakesNull | kTakesInt | kTakesMap, .cast = Cast::kInteger, .fields = kOffsetFields};

constexpr Field kFields[] = {
    {.key = "description", .shape = &kString, .about = "One line, for `devstack profiles`."},
    {.key = "extends",
     .shape = &kNames,
     .about = "Profiles that come before this one; what this one says wins."},
    {.key = "project",
     .shape = &kString,
     .about = "Name of the project: prefix of containers, networks and volumes. Profiles with "
              "different names run side by side."},
    {.key = "compose_profiles", .shape = &kNames, .about = "Compose profiles to activate."},
    {.key = "services",
     .shape = &kNames,
     .about = "Services to start; what they require comes along. Replaces the list of the "
              "profiles before."},
    {.key = "env_files",
     .shape = &kEnvFiles,
     .about = "Files of NAME=value lines, relative to the project's folder; the later wins."},
    {.key = "env",
     .shape = &kEnv,
     .about = "Variables for interpolation; weaker than the shell's, stronger than files."},
    {.key = "use", .shape = &kUse, .about = "Roles and the choice of each: event-bus: redis."},
    {.key = "port_offset",
     .shape = &kOffset,
     .about = "Added to published ports; a number, or {by, services}."},
    {.key = "overrides",
     .shape = &kFragmentShape,
     .about = "A fragment of a stack file, merged by Compose's rules."},
    {.key = "budget",
     .shape = &kBudgetShape,
     .about = "What all of it together may need; compared with the services' budgets."},
};

}  // namespace

constinit const Shape kFragmentShape{.takes = kTakesMap};
constinit const Shape kProfileShape{.takes = kTakesMap, .fields = kFields};

}  // namespace devstack::load
