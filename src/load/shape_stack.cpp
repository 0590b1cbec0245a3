// The top of a stack file: what it takes. The order of the fields is that of Compose's YAML.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

template <const Shape& kMember>
constexpr Shape kSectionOf{.takes = kTakesMap, .values = &kMember, .keys = Keys::kNames};

/// Compose takes no `services:` without a value, and any name for a network.
constexpr Shape kServices{.takes = kTakesMap, .values = &kServiceShape, .keys = Keys::kNames};
constexpr Shape kNetworks{.takes = kTakesMap, .values = &kNetworkShape};

constexpr Field kFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "services", .shape = &kServices, .presence = Presence::kAlwaysMap},
    {.key = "networks", .shape = &kNetworks},
    {.key = "volumes", .shape = &kSectionOf<kVolumeShape>},
    {.key = "secrets", .shape = &kSectionOf<kSecretShape>},
    {.key = "configs", .shape = &kSectionOf<kConfigShape>},
    {.key = "models", .shape = &kSectionOf<kModelShape>, .json_key = kYamlOnly},
    {.key = "version", .shape = &kString, .presence = Presence::kNever},
    {.key = "include", .shape = &kAny, .presence = Presence::kNever},
};

}  // namespace

constinit const Shape kStackShape{.takes = kTakesNull | kTakesMap, .fields = kFields};

}  // namespace devstack::load
