// `deploy:` of a service: what it takes.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

constexpr std::string_view kOrders[] = {"start-first", "stop-first"};
constexpr Shape kOrder{.takes = kTakesString, .choices = kOrders};
constexpr Field kUpdateFields[] = {
    {.key = "parallelism", .shape = &kInteger, .presence = Presence::kOmitNull},
    {.key = "delay", .shape = &kDuration},
    {.key = "failure_action", .shape = &kString},
    {.key = "monitor", .shape = &kDuration},
    {.key = "max_failure_ratio", .shape = &kNumber},
    {.key = "order", .shape = &kOrder},
};
constexpr Shape kUpdate{.takes = kTakesMap, .fields = kUpdateFields};

constexpr Field kDiscreteFields[] = {
    {.key = "kind", .shape = &kString, .presence = Presence::kOmitNull},
    {.key = "value", .shape = &kWholeNumber, .presence = Presence::kOmitNull},
};
constexpr Shape kDiscrete{.takes = kTakesMap, .fields = kDiscreteFields};
constexpr Field kGenericFields[] = {
    {.key = "discrete_resource_spec", .shape = &kDiscrete, .presence = Presence::kOmitNull},
};
constexpr Shape kGeneric{.takes = kTakesMap, .fields = kGenericFields};
constexpr Shape kGenerics{.takes = kTakesList, .items = &kGeneric};

constexpr Field kLimitFields[] = {
    {.key = "cpus", .shape = &kNumber},
    {.key = "memory", .shape = &kTextSize},
    {.key = "pids", .shape = &kInteger},
};
constexpr Shape kLimits{.takes = kTakesMap, .fields = kLimitFields};
constexpr Field kReservationFields[] = {
    {.key = "cpus", .shape = &kNumber},
    {.key = "memory", .shape = &kTextSize},
    {.key = "devices", .shape = &kDeviceRequests},
    {.key = "generic_resources", .shape = &kGenerics},
};
constexpr Shape kReservations{.takes = kTakesMap, .fields = kReservationFields};
constexpr Field kResourceFields[] = {
    {.key = "limits", .shape = &kLimits, .presence = Presence::kOmitNull},
    {.key = "reservations", .shape = &kReservations, .presence = Presence::kOmitNull},
};
constexpr Shape kResources{.takes = kTakesMap, .fields = kResourceFields};

constexpr Field kRestartFields[] = {
    {.key = "condition", .shape = &kString},
    {.key = "delay", .shape = &kDuration, .presence = Presence::kOmitNull},
    {.key = "max_attempts", .shape = &kInteger, .presence = Presence::kOmitNull},
    {.key = "window", .shape = &kDuration, .presence = Presence::kOmitNull},
};
constexpr Shape kRestart{.takes = kTakesMap, .fields = kRestartFields};

constexpr Field kPreferenceFields[] = {{.key = "spread", .shape = &kString}};
constexpr Shape kPreference{.takes = kTakesMap, .fields = kPreferenceFields};
constexpr Shape kPreferences{.takes = kTakesList, .items = &kPreference};
constexpr Field kPlacementFields[] = {
    {.key = "constraints", .shape = &kStrings},
    {.key = "preferences", .shape = &kPreferences},
    {.key = "max_replicas_per_node", .shape = &kInteger},
};
constexpr Shape kPlacement{.takes = kTakesMap, .fields = kPlacementFields};

constexpr Field kFields[] = {
    {.key = "mode", .shape = &kString},
    {.key = "replicas", .shape = &kInteger, .presence = Presence::kOmitNull},
    {.key = "labels", .shape = &kLabels},
    {.key = "update_config", .shape = &kUpdate, .presence = Presence::kOmitNull},
    {.key = "rollback_config", .shape = &kUpdate, .presence = Presence::kOmitNull},
    {.key = "resources", .shape = &kResources, .presence = Presence::kAlwaysMap},
    {.key = "restart_policy", .shape = &kRestart, .presence = Presence::kOmitNull},
    {.key = "placement", .shape = &kPlacement, .presence = Presence::kAlwaysMap},
    {.key = "endpoint_mode", .shape = &kString},
};

}  // namespace

constinit const Shape kDeployShape{.takes = kTakesNull | kTakesMap, .fields = kFields};

}  // namespace devstack::load
