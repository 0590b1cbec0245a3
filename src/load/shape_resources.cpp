// The top-level sections besides `services:`: what a network, volume, config, secret or AI model
// takes.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

constexpr Field kExternalFields[] = {{.key = "name", .shape = &kString}};
constexpr Shape kExternal{.takes = kTakesBool | kTakesString | kTakesMap,
                          .cast = Cast::kBoolean,
                          .fields = kExternalFields};

constexpr Field kPoolFields[] = {
    {.key = "subnet", .shape = &kString},
    {.key = "gateway", .shape = &kString},
    {.key = "ip_range", .shape = &kString},
    {.key = "aux_addresses", .shape = &kStringMap},
};
constexpr Shape kPool{.takes = kTakesMap, .fields = kPoolFields};
constexpr Shape kPools{.takes = kTakesList, .items = &kPool};
constexpr Field kIpamFields[] = {
    {.key = "driver", .shape = &kString},
    {.key = "config", .shape = &kPools},
    {.key = "options", .shape = &kStringMap, .presence = Presence::kNever},
};
constexpr Shape kIpam{.takes = kTakesMap, .fields = kIpamFields};

constexpr Field kNetworkFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "driver", .shape = &kString},
    {.key = "driver_opts", .shape = &kDriverOptions},
    {.key = "ipam", .shape = &kIpam, .presence = Presence::kAlwaysMap},
    {.key = "external", .shape = &kExternal},
    {.key = "internal", .shape = &kBoolean},
    {.key = "attachable", .shape = &kBoolean},
    {.key = "labels", .shape = &kLabels},
    {.key = "enable_ipv4", .shape = &kBoolean, .presence = Presence::kOmitNull},
    {.key = "enable_ipv6", .shape = &kBoolean, .presence = Presence::kOmitNull},
};

constexpr Field kVolumeFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "driver", .shape = &kString},
    {.key = "driver_opts", .shape = &kDriverOptions},
    {.key = "external", .shape = &kExternal},
    {.key = "labels", .shape = &kLabels},
};

constexpr Field kConfigFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "file", .shape = &kString},
    {.key = "environment", .shape = &kString},
    {.key = "content", .shape = &kString},
    {.key = "external", .shape = &kExternal},
    {.key = "labels", .shape = &kLabels},
    {.key = "template_driver", .shape = &kString},
};

constexpr Field kSecretFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "file", .shape = &kString},
    {.key = "environment", .shape = &kString},
    {.key = "external", .shape = &kExternal},
    {.key = "labels", .shape = &kLabels},
    {.key = "driver", .shape = &kString},
    {.key = "driver_opts", .shape = &kDriverOptions},
    {.key = "template_driver", .shape = &kString},
};

constexpr Field kModelFields[] = {
    {.key = "name", .shape = &kString},
    {.key = "model", .shape = &kString, .required = true},
    {.key = "context_size", .shape = &kStrictInteger},
    {.key = "runtime_flags", .shape = &kStrings},
};

}  // namespace

constinit const Shape kNetworkShape{
    .takes = kTakesNull | kTakesMap, .fields = kNetworkFields, .expand = expand_external};
constinit const Shape kVolumeShape{
    .takes = kTakesNull | kTakesMap, .fields = kVolumeFields, .expand = expand_external};
constinit const Shape kConfigShape{
    .takes = kTakesMap, .fields = kConfigFields, .expand = expand_external};
constinit const Shape kSecretShape{
    .takes = kTakesMap, .fields = kSecretFields, .expand = expand_external};
constinit const Shape kModelShape{.takes = kTakesMap, .fields = kModelFields};

}  // namespace devstack::load
