// `checks`: what a stack tests beyond readiness.
#include "load/shape_extension.hpp"
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr Field kExecFields[] = {
    {.key = "service", .shape = &kString, .required = true, .about = "Where it runs."},
    {.key = "command",
     .shape = &kShellCommandShape,
     .about = "Words of the command, or one line for a shell; exit code 0 passes."},
};
constexpr Shape kExec{.takes = kTakesMap, .fields = kExecFields};

constexpr std::string_view kMethods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
constexpr Shape kMethod{.takes = kTakesString, .choices = kMethods};
constexpr Field kHttpFields[] = {
    {.key = "service", .shape = &kString, .required = true, .about = "Who is asked."},
    {.key = "port", .shape = &kInteger, .required = true, .about = "Port inside the container."},
    {.key = "path", .shape = &kString, .about = "Path of the request; \"/\" without it."},
    {.key = "method", .shape = &kMethod, .about = "\"GET\" without it."},
    {.key = "body", .shape = &kString, .about = "Sent as JSON."},
    {.key = "headers", .shape = &kHeadersShape, .about = "Headers of the request."},
};
constexpr Shape kHttp{.takes = kTakesMap, .fields = kHttpFields};

constexpr std::string_view kOutcomes[] = {"refused"};
constexpr Shape kStatuses{
    .takes = kTakesInt | kTakesString | kTakesList, .cast = Cast::kInteger, .items = &kInteger};
constexpr Shape kExpectedValue{.takes = kTakesScalar | kTakesNull, .cast = Cast::kText};
constexpr Shape kExpectedJson{.takes = kTakesMap, .values = &kExpectedValue};
constexpr Field kExpectFields[] = {
    {.key = "stdout", .shape = &kString, .about = "Of a command: text in its output."},
    {.key = "status", .shape = &kStatuses, .about = "Of a request: the status, or a list."},
    {.key = "json", .shape = &kExpectedJson, .about = "Of a request: members of the answer."},
    {.key = "body", .shape = &kString, .about = "Of a request: text in the answer."},
};
constexpr Shape kExpect{
    .takes = kTakesString | kTakesMap, .fields = kExpectFields, .choices = kOutcomes};

constexpr Field kCheckFields[] = {
    {.key = "name", .shape = &kString, .about = "As `devstack check` shows it."},
    {.key = "from", .shape = &kString, .about = "A service, or \"host\": who connects."},
    {.key = "to", .shape = &kString, .about = "\"host:port\", as `from` knows it."},
    {.key = "exec", .shape = &kExec, .about = "A command in a service's container."},
    {.key = "http", .shape = &kHttp, .about = "A request to a service, inside its network."},
    {.key = "expect",
     .shape = &kExpect,
     .about = "\"refused\" of a connection, or what output and answer must be."},
    {.key = "within", .shape = &kDuration, .about = "Longest time; 10s without it."},
    {.key = "upstream",
     .shape = &kBoolean,
     .about = "Skipped while a service that it names is a mock or a stand-in."},
};
constexpr Shape kCheck{.takes = kTakesMap, .fields = kCheckFields};
constexpr Shape kGroup{.takes = kTakesList, .items = &kCheck};

}  // namespace

constinit const Shape kChecksShape{.takes = kTakesMap, .values = &kGroup, .keys = Keys::kNames};

}  // namespace devstack::load
