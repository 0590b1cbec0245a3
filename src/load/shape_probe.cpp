// `ready`: what a test of readiness takes, of a service and of a host process.
#include <utility>

#include "load/shape_extension.hpp"
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
constexpr Field kHttpFields[] = {
    {.key = "port", .shape = &kInteger, .required = true, .about = "Port inside the container."},
    {.key = "path", .shape = &kString, .about = "Path of the request; \"/\" without it."},
    {.key = "scheme", .shape = &kScheme, .about = "\"http\", the only one."},
    {.key = "headers", .shape = &kHeadersShape, .about = "Headers of the request."},
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
constexpr Field kExecFields[] = {
    {.key = "command",
     .shape = &kShellCommandShape,
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

constinit const Shape kHeadersShape{.takes = kTakesMap, .values = &kLabel};
constinit const Shape kShellCommandShape{.takes = kTakesString | kTakesList, .items = &kString};
constinit const Shape kProbeShape{.takes = kTakesMap, .fields = kReadyFields};

}  // namespace devstack::load
