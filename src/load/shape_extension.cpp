#include "load/shape_extension.hpp"

#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr std::string_view kRuns[] = {"once", "always", "on-change"};
constexpr Shape kRun{.takes = kTakesString, .choices = kRuns};
constexpr Field kJobFields[] = {
    {.key = "run",
     .shape = &kRun,
     .about =
         "When it runs again: \"once\" in a volume's life, \"always\" with what it depends on, "
         "\"on-change\" of the inputs."},
    {.key = "inputs",
     .shape = &kStringOrList,
     .about = "Files, as glob patterns relative to the stack's folder."},
    {.key = "timeout", .shape = &kDuration, .about = "Longest run; 10m without it."},
    {.key = "retries", .shape = &kInteger, .about = "Further runs after a failed one; 0 to 1000."},
};
constexpr Shape kJob{.takes = kTakesNull | kTakesMap, .fields = kJobFields};

constexpr Field kBudgetFields[] = {
    {.key = "memory", .shape = &kSize, .about = "Memory: 512M, 1.5G, or bytes."},
    {.key = "cpus", .shape = &kNumber, .about = "Processors: 0.5, 2."},
    {.key = "storage", .shape = &kSize, .about = "Disk: 5G, or bytes."},
    {.key = "startup", .shape = &kDuration, .about = "Time until ready: 10s, 1m30s."},
};

constexpr Field kFallbackFields[] = {
    {.key = "local",
     .shape = &kBoolean,
     .about = "devstack/stand-in/<name>:<tag> may be used when the pull fails."},
    {.key = "build",
     .shape = &kBuildShape,
     .about = "As Compose's `build`: made when the pull fails."},
};
constexpr Shape kFallback{.takes = kTakesMap, .fields = kFallbackFields};

constexpr std::string_view kRoles[] = {"database", "cache", "model-cache"};
constexpr Shape kRole{.takes = kTakesString, .choices = kRoles};

constexpr Field kBackupFields[] = {
    {.key = "dump",
     .shape = &kString,
     .about = "Shell line in the container that writes the data to its stdout."},
    {.key = "restore",
     .shape = &kString,
     .about = "Shell line in the container that reads the same from its stdin."},
    {.key = "volume",
     .shape = &kString,
     .about = "Instead: the volume that is copied while the service stands still."},
};
constexpr Shape kBackup{.takes = kTakesMap, .fields = kBackupFields};

constexpr Field kServiceFields[] = {
    {.key = "ready",
     .shape = &kProbeShape,
     .about = "The test that decides that the service is ready: exactly one of http, tcp, exec and "
              "log."},
    {.key = "job", .shape = &kJob, .about = "The service must end with exit code 0."},
    {.key = "budget",
     .shape = &kBudgetShape,
     .about = "Declared needs; summed up and compared, never sent to the engine."},
    {.key = "image_fallback", .shape = &kFallback, .about = "What stands in for the image."},
    {.key = "process",
     .shape = &kProcessShape,
     .about = "A process on the host that is preferred to the container where its needs are met."},
    {.key = "mock",
     .shape = &kMockShape,
     .about = "Empty: the service's image is the mock. With members: what may stand in for a real "
              "image."},
    {.key = "backup", .shape = &kBackup, .about = "How its data is saved."},
    {.key = "optional", .shape = &kBoolean, .about = "Its failure fails nothing else."},
    {.key = "purpose", .shape = &kString, .about = "What it is for, for people."},
    {.key = "role", .shape = &kRole, .about = "What its data is."},
};

constexpr Field kVolumeFields[] = {{.key = "role", .shape = &kRole, .about = "What it holds."}};

constexpr Field kTierFields[] = {
    {.key = "name", .shape = &kString, .required = true, .about = "As progress shows it."},
    {.key = "services",
     .shape = &kUniqueStrings,
     .required = true,
     .about = "Started together, when every service of the tier before is ready."},
};
constexpr Shape kTier{.takes = kTakesMap, .fields = kTierFields};
constexpr Shape kTiers{.takes = kTakesList, .items = &kTier};
constexpr Field kStackFields[] = {
    {.key = "default_profile",
     .shape = &kString,
     .about = "The profile that applies when none is named."},
    {.key = "tiers", .shape = &kTiers, .about = "Sets of services, started one after the other."},
    {.key = "exports",
     .shape = &kOptions,
     .about = "Variables for programs on the host (`devstack env`); {address:SERVICE:PORT} and "
              "{port:SERVICE:PORT} give the published address."},
    {.key = "substitutions",
     .shape = &kSubstitutionsShape,
     .about = "Roles, each with choices between implementations."},
    {.key = "checks",
     .shape = &kChecksShape,
     .about = "Groups of checks beyond readiness (`devstack check`)."},
    {.key = "links", .shape = &kStrings, .about = "Lines printed after a healthy `up`."},
};

}  // namespace

constinit const Shape kBudgetShape{.takes = kTakesMap, .fields = kBudgetFields};
constinit const Shape kServiceExtensionShape{.takes = kTakesNull | kTakesMap,
                                             .fields = kServiceFields};
constinit const Shape kVolumeExtensionShape{.takes = kTakesNull | kTakesMap,
                                            .fields = kVolumeFields};
constinit const Shape kStackExtensionShape{.takes = kTakesNull | kTakesMap, .fields = kStackFields};

}  // namespace devstack::load
