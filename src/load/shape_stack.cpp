// The top of a stack file: what it takes. The order of the fields is that of Compose's YAML.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

template <const Shape& kMember>
constexpr Shape kSectionOf{
    .takes = kTakesNull | kTakesMap, .values = &kMember, .keys_are_names = true};

constexpr Field kFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "services", .shape = &kSectionOf<kServiceShape>, .presence = Presence::kAlwaysMap},
    {.key = "networks", .shape = &kSectionOf<kNetworkShape>},
    {.key = "volumes", .shape = &kSectionOf<kVolumeShape>},
    {.key = "secrets", .shape = &kSectionOf<kSecretShape>},
    {.key = "configs", .shape = &kSectionOf<kConfigShape>},
    {.key = "models", .shape = &kSectionOf<kModelShape>, .json_key = kYamlOnly},
    {.key = "version", .shape = &kText, .presence = Presence::kNever},
    {.key = "include", .shape = &kAny, .presence = Presence::kNever},
};

}  // namespace

constinit const Shape kStackShape{.takes = kTakesNull | kTakesMap, .fields = kFields};

}  // namespace devstack::load
