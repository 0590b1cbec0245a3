#include "load/shape_extension.hpp"

#include <array>
#include <utility>

#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr std::string_view kSchemes[] = {"http"};
constexpr Shape kScheme{
    .takes = kTakesString,
    .choices = kSchemes,
    .hint = "probes speak no TLS: test it from inside with `exec`, or the port alone with `tcp`"};
constexpr Shape kStatuses{
    .takes = kTakesInt | kTakesString | kTakesList, .cast = Cast::kInteger, .items = &kInteger};
constexpr Shape kExpectedValue{.takes = kTakesScalar | kTakesNull, .cast = Cast::kText};
constexpr Shape kExpectedJson{.takes = kTakesMap, .values = &kExpectedValue};
constexpr Field kHttpExpectFields[] = {
    {.key = "status",
     .shape = &kStatuses,
     .about = "Status that the answer must have, or a list of them. Without it: 200 to 399."},
    {.key = "json",
     .shape = &kExpectedJson,
     .about = "Members that the JSON answer must have; dots lead into nested ones."},
    {.key = "body", .shape = &kString, .about = "Text that must occur in the answer."},
};
constexpr Shape kHttpExpect{.takes = kTakesMap, .fields = kHttpExpectFields};
constexpr Shape kHeaders{.takes = kTakesMap, .values = &kLabel};
constexpr Field kHttpFields[] = {
    {.key = "port", .shape = &kInteger, .required = true, .about = "Port inside the container."},
    {.key = "path", .shape = &kString, .about = "Path of the request; \"/\" without it."},
    {.key = "scheme", .shape = &kScheme, .about = "\"http\", the only one."},
    {.key = "headers", .shape = &kHeaders, .about = "Headers of the request."},
    {.key = "expect", .shape = &kHttpExpect, .about = "What the answer must be."},
};
constexpr Shape kHttp{.takes = kTakesMap, .fields = kHttpFields};

constexpr Field kTcpFields[] = {
    {.key = "port", .shape = &kInteger, .required = true, .about = "Port inside the container."}};
constexpr Shape kTcp{.takes = kTakesInt | kTakesString | kTakesMap,
                     .cast = Cast::kInteger,
                     .fields = kTcpFields,
                     .expand = expand_tcp_probe};

constexpr Field kExecExpectFields[] = {
    {.key = "stdout", .shape = &kString, .about = "Text that must occur in the output."}};
constexpr Shape kExecExpect{.takes = kTakesMap, .fields = kExecExpectFields};
constexpr Shape kExecCommand{.takes = kTakesString | kTakesList, .items = &kString};
constexpr Field kExecFields[] = {
    {.key = "command",
     .shape = &kExecCommand,
     .required = true,
     .about = "Words of the command, or one line for a shell."},
    {.key = "expect", .shape = &kExecExpect, .about = "What the output must be."},
};
constexpr Shape kExec{.takes = kTakesString | kTakesList | kTakesMap,
                      .items = &kString,
                      .fields = kExecFields,
                      .expand = expand_exec_probe};

constexpr Field kLogFields[] = {{.key = "pattern",
                                 .shape = &kString,
                                 .required = true,
                                 .about = "ECMAScript regular expression that a line matches."}};
constexpr Shape kLog{
    .takes = kTakesString | kTakesMap, .fields = kLogFields, .expand = expand_log_probe};

constexpr Field kReadyFields[] = {
    {.key = "http", .shape = &kHttp, .about = "A request that must be answered as expected."},
    {.key = "tcp", .shape = &kTcp, .about = "A port inside the container that must accept."},
    {.key = "exec",
     .shape = &kExec,
     .about = "A command inside the container that must exit with 0."},
    {.key = "log", .shape = &kLog, .about = "A line of the log that must have been written."},
    {.key = "within",
     .shape = &kDuration,
     .about = "Deadline from the container's start; else 60s, or what the healthcheck allows."},
    {.key = "every",
     .shape = &kDuration,
     .about = "Fixed interval between two tries, 10ms or longer; adaptive without it."},
};
constexpr Shape kReady{.takes = kTakesMap, .fields = kReadyFields};

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
     .about = "devstack/stand-in/<name>:<tag> may be used when the pull fails."}};
constexpr Shape kFallback{.takes = kTakesMap, .fields = kFallbackFields};

constexpr std::string_view kRoles[] = {"database", "cache", "model-cache"};
constexpr Shape kRole{.takes = kTakesString, .choices = kRoles};
/// Without members: what a mock does stands in its ordinary Compose keys.
constexpr Shape kMock{.takes = kTakesNull | kTakesMap};

constexpr Field kServiceFields[] = {
    {.key = "ready",
     .shape = &kReady,
     .about = "The test that decides that the service is ready: exactly one of http, tcp, exec and "
              "log."},
    {.key = "job", .shape = &kJob, .about = "The service must end with exit code 0."},
    {.key = "budget",
     .shape = &kBudgetShape,
     .about = "Declared needs; summed up and compared, never sent to the engine."},
    {.key = "image_fallback", .shape = &kFallback, .about = "What stands in for the image."},
    {.key = "mock", .shape = &kMock, .about = "Says that the service's image is the mock."},
    {.key = "optional", .shape = &kBoolean, .about = "Its failure fails nothing else."},
    {.key = "purpose", .shape = &kString, .about = "What it is for, for people."},
    {.key = "role", .shape = &kRole, .about = "What its data is."},
};

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
    {.key = "links", .shape = &kStrings, .about = "Lines printed after a healthy `up`."},
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

constinit const Shape kBudgetShape{.takes = kTakesMap, .fields = kBudgetFields};
constinit const Shape kServiceExtensionShape{.takes = kTakesNull | kTakesMap,
                                             .fields = kServiceFields};
constinit const Shape kStackExtensionShape{.takes = kTakesNull | kTakesMap, .fields = kStackFields};

}  // namespace devstack::load
