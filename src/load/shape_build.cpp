// `build:` of a service: what it takes.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

constexpr Shape kSsh{.takes = kTakesList | kTakesMap,
                     .items = &kString,
                     .values = &kVariable,
                     .keys = Keys::kNotEmpty,
                     .unique_items = true,
                     .expand = expand_ssh};

constexpr Shape kContexts{.takes = kTakesList | kTakesMap,
                          .items = &kString,
                          .values = &kLabel,
                          .keys = Keys::kNotEmpty,
                          .unique_items = true,
                          .expand = expand_contexts};

constexpr Field kFields[] = {
    {.key = "context", .shape = &kString},
    {.key = "dockerfile", .shape = &kString},
    {.key = "dockerfile_inline", .shape = &kString},
    {.key = "entitlements", .shape = &kStrings},
    {.key = "args", .shape = &kVariables},
    {.key = "provenance", .shape = &kBooleanText},
    {.key = "sbom", .shape = &kBooleanText},
    {.key = "ssh", .shape = &kSsh},
    {.key = "labels", .shape = &kLabels},
    {.key = "cache_from", .shape = &kStrings},
    {.key = "cache_to", .shape = &kStrings},
    {.key = "no_cache", .shape = &kBoolean},
    {.key = "additional_contexts", .shape = &kContexts},
    {.key = "pull", .shape = &kBoolean},
    {.key = "extra_hosts", .shape = &kExtraHosts},
    {.key = "isolation", .shape = &kString},
    {.key = "network", .shape = &kString},
    {.key = "target", .shape = &kString},
    {.key = "secrets", .shape = &kFileReferences},
    {.key = "shm_size", .shape = &kSize},
    {.key = "tags", .shape = &kStrings},
    {.key = "ulimits", .shape = &kUlimits},
    {.key = "platforms", .shape = &kStrings},
    {.key = "privileged", .shape = &kBoolean},
};

}  // namespace

constinit const Shape kBuildShape{
    .takes = kTakesString | kTakesMap, .fields = kFields, .expand = expand_build};

}  // namespace devstack::load
