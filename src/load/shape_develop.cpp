// `develop:` of a service and its hooks (`post_start`, `pre_stop`): what they take.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

constexpr Field kHookFields[] = {
    {.key = "command", .shape = &kCommand, .presence = Presence::kAlwaysNull, .required = true},
    {.key = "user", .shape = &kString},
    {.key = "privileged", .shape = &kBoolean},
    {.key = "working_dir", .shape = &kString},
    {.key = "environment", .shape = &kVariables},
};

constexpr std::string_view kActions[] = {"rebuild", "sync", "restart", "sync+restart", "sync+exec"};
constexpr Shape kAction{.takes = kTakesString, .choices = kActions};
constexpr Field kWatchFields[] = {
    {.key = "path", .shape = &kString, .required = true},
    {.key = "action", .shape = &kAction, .required = true},
    {.key = "target", .shape = &kString},
    {.key = "exec", .shape = &kHookShape, .presence = Presence::kAlwaysMap},
    {.key = "include", .shape = &kStringOrList},
    {.key = "ignore", .shape = &kStringOrList},
    {.key = "initial_sync", .shape = &kStrictBoolean},
};
constexpr Shape kWatch{.takes = kTakesMap, .fields = kWatchFields};
constexpr Shape kWatches{.takes = kTakesList, .items = &kWatch};
constexpr Field kFields[] = {{.key = "watch", .shape = &kWatches}};

}  // namespace

constinit const Shape kHookShape{.takes = kTakesMap, .fields = kHookFields};
constinit const Shape kDevelopShape{.takes = kTakesNull | kTakesMap, .fields = kFields};

}  // namespace devstack::load
