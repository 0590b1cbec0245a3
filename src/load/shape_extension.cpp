#include "load/shape_extension.hpp"

#include <array>
#include <utility>

#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr std::string_view kSchemes[] = {"http", "https"};
constexpr Shape kScheme{.takes = kTakesString, .choices = kSchemes};
constexpr Shape kStatuses{
    .takes = kTakesInt | kTakesString | kTakesList, .cast = Cast::kInteger, .items = &kInteger};
constexpr Shape kExpectedValue{.takes = kTakesScalar | kTakesNull, .cast = Cast::kText};
constexpr Shape kExpectedJson{.takes = kTakesMap, .values = &kExpectedValue};
constexpr Field kHttpExpectFields[] = {
    {.key = "status", .shape = &kStatuses},
    {.key = "json", .shape = &kExpectedJson},
    {.key = "body", .shape = &kString},
};
constexpr Shape kHttpExpect{.takes = kTakesMap, .fields = kHttpExpectFields};
constexpr Shape kHeaders{.takes = kTakesMap, .values = &kLabel};
constexpr Field kHttpFields[] = {
    {.key = "port", .shape = &kInteger, .required = true},
    {.key = "path", .shape = &kString},
    {.key = "scheme", .shape = &kScheme},
    {.key = "headers", .shape = &kHeaders},
    {.key = "expect", .shape = &kHttpExpect},
};
constexpr Shape kHttp{.takes = kTakesMap, .fields = kHttpFields};

constexpr Field kTcpFields[] = {{.key = "port", .shape = &kInteger, .required = true}};
constexpr Shape kTcp{.takes = kTakesInt | kTakesString | kTakesMap,
                     .fields = kTcpFields,
                     .expand = expand_tcp_probe};

constexpr Field kExecExpectFields[] = {{.key = "stdout", .shape = &kString}};
constexpr Shape kExecExpect{.takes = kTakesMap, .fields = kExecExpectFields};
constexpr Shape kExecCommand{.takes = kTakesString | kTakesList, .items = &kString};
constexpr Field kExecFields[] = {
    {.key = "command", .shape = &kExecCommand, .required = true},
    {.key = "expect", .shape = &kExecExpect},
};
constexpr Shape kExec{.takes = kTakesString | kTakesList | kTakesMap,
                      .items = &kString,
                      .fields = kExecFields,
                      .expand = expand_exec_probe};

constexpr Field kLogFields[] = {{.key = "pattern", .shape = &kString, .required = true}};
constexpr Shape kLog{
    .takes = kTakesString | kTakesMap, .fields = kLogFields, .expand = expand_log_probe};

constexpr Field kReadyFields[] = {
    {.key = "http", .shape = &kHttp},       {.key = "tcp", .shape = &kTcp},
    {.key = "exec", .shape = &kExec},       {.key = "log", .shape = &kLog},
    {.key = "within", .shape = &kDuration}, {.key = "every", .shape = &kDuration},
};
constexpr Shape kReady{.takes = kTakesMap, .fields = kReadyFields};

constexpr std::string_view kRuns[] = {"once", "always", "on-change"};
constexpr Shape kRun{.takes = kTakesString, .choices = kRuns};
constexpr Field kJobFields[] = {
    {.key = "run", .shape = &kRun},
    {.key = "inputs", .shape = &kStringOrList},
    {.key = "timeout", .shape = &kDuration},
    {.key = "retries", .shape = &kInteger},
};
constexpr Shape kJob{.takes = kTakesNull | kTakesMap, .fields = kJobFields};

constexpr Field kBudgetFields[] = {
    {.key = "memory", .shape = &kSize},
    {.key = "cpus", .shape = &kNumber},
    {.key = "storage", .shape = &kSize},
    {.key = "startup", .shape = &kDuration},
};
constexpr Shape kBudget{.takes = kTakesMap, .fields = kBudgetFields};

constexpr Field kFallbackFields[] = {{.key = "local", .shape = &kBoolean}};
constexpr Shape kFallback{.takes = kTakesMap, .fields = kFallbackFields};

constexpr std::string_view kRoles[] = {"database", "cache", "model-cache"};
constexpr Shape kRole{.takes = kTakesString, .choices = kRoles};
/// Without members: what a mock does stands in its ordinary Compose keys.
constexpr Shape kMock{.takes = kTakesNull | kTakesMap};

constexpr Field kServiceFields[] = {
    {.key = "ready", .shape = &kReady},    {.key = "job", .shape = &kJob},
    {.key = "budget", .shape = &kBudget},  {.key = "image_fallback", .shape = &kFallback},
    {.key = "mock", .shape = &kMock},      {.key = "optional", .shape = &kBoolean},
    {.key = "purpose", .shape = &kString}, {.key = "role", .shape = &kRole},
};

constexpr Field kTierFields[] = {
    {.key = "name", .shape = &kString, .required = true},
    {.key = "services", .shape = &kUniqueStrings, .required = true},
};
constexpr Shape kTier{.takes = kTakesMap, .fields = kTierFields};
constexpr Shape kTiers{.takes = kTakesList, .items = &kTier};
constexpr Field kStackFields[] = {
    {.key = "default_profile", .shape = &kString},
    {.key = "tiers", .shape = &kTiers},
    {.key = "exports", .shape = &kOptions},
    {.key = "links", .shape = &kStrings},
};

constexpr std::array<std::string_view, 3> kLaterServiceKeys{"process", "backup",
                                                            "image_fallback.build"};
constexpr std::array<std::string_view, 2> kLaterStackKeys{"substitutions", "checks"};

/// A value that is no mapping becomes the only member of one.
void wrap(Node& node, std::string key) {
  if (node.is_mapping()) return;
  Node mapping = Node::mapping(node.span);
  mapping.set(std::move(key), std::move(node));
  node = std::move(mapping);
}

}  // namespace

void expand_tcp_probe(Node& node, CanonicalContext&) { wrap(node, "port"); }

void expand_exec_probe(Node& node, CanonicalContext&) { wrap(node, "command"); }

void expand_log_probe(Node& node, CanonicalContext&) { wrap(node, "pattern"); }

std::span<const std::string_view> later_service_keys() { return kLaterServiceKeys; }

std::span<const std::string_view> later_stack_keys() { return kLaterStackKeys; }

constinit const Shape kServiceExtensionShape{.takes = kTakesNull | kTakesMap,
                                             .fields = kServiceFields};
constinit const Shape kStackExtensionShape{.takes = kTakesNull | kTakesMap, .fields = kStackFields};

}  // namespace devstack::load
