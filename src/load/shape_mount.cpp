// Items of a service's `volumes:` and `ports:`: what they take.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

constexpr std::string_view kTypes[] = {"bind", "volume", "tmpfs", "cluster", "npipe", "image"};
constexpr Shape kType{.takes = kTakesString, .choices = kTypes};
constexpr std::string_view kRecursions[] = {"enabled", "disabled", "writable", "readonly"};
constexpr Shape kRecursive{.takes = kTakesString, .choices = kRecursions};
constexpr std::string_view kSelinuxes[] = {"z", "Z"};
constexpr Shape kSelinux{.takes = kTakesString, .choices = kSelinuxes};

constexpr Field kBindFields[] = {
    {.key = "selinux", .shape = &kSelinux},
    {.key = "propagation", .shape = &kString},
    {.key = "create_host_path", .shape = &kBoolean},
    {.key = "recursive", .shape = &kRecursive},
};
constexpr Shape kBind{.takes = kTakesMap, .fields = kBindFields};
constexpr Field kVolumeFields[] = {
    {.key = "labels", .shape = &kLabels},
    {.key = "nocopy", .shape = &kBoolean},
    {.key = "subpath", .shape = &kString},
};
constexpr Shape kVolumeOptions{.takes = kTakesMap, .fields = kVolumeFields};
constexpr Field kTmpfsFields[] = {
    {.key = "size", .shape = &kSize},
    {.key = "mode", .shape = &kStrictNumber},
};
constexpr Shape kTmpfs{.takes = kTakesMap, .fields = kTmpfsFields};
constexpr Field kImageFields[] = {{.key = "subpath", .shape = &kString}};
constexpr Shape kImage{.takes = kTakesMap, .fields = kImageFields};

constexpr Field kMountFields[] = {
    {.key = "type", .shape = &kType, .required = true},
    {.key = "source", .shape = &kString},
    {.key = "target", .shape = &kString},
    {.key = "read_only", .shape = &kBoolean},
    {.key = "consistency", .shape = &kString},
    {.key = "bind", .shape = &kBind, .presence = Presence::kOmitNull},
    {.key = "volume", .shape = &kVolumeOptions, .presence = Presence::kOmitNull},
    {.key = "tmpfs", .shape = &kTmpfs, .presence = Presence::kOmitNull},
    {.key = "image", .shape = &kImage, .presence = Presence::kOmitNull},
};

constexpr Shape kPublished{.takes = kTakesInt | kTakesString, .cast = Cast::kText};

constexpr Field kPortFields[] = {
    {.key = "name", .shape = &kString},         {.key = "mode", .shape = &kString},
    {.key = "host_ip", .shape = &kString},      {.key = "target", .shape = &kInteger},
    {.key = "published", .shape = &kPublished}, {.key = "protocol", .shape = &kString},
    {.key = "app_protocol", .shape = &kString},
};

}  // namespace

constinit const Shape kMountShape{
    .takes = kTakesString | kTakesMap, .fields = kMountFields, .expand = expand_mount};
constinit const Shape kPortShape{.takes = kTakesInt | kTakesString | kTakesMap,
                                 .fields = kPortFields};

}  // namespace devstack::load
