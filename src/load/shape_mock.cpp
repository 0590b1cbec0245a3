// `mock`: what devstack/mock does in place of a real image.
#include "load/shape_extension.hpp"
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr Shape kPorts{
    .takes = kTakesInt | kTakesString | kTakesList, .cast = Cast::kInteger, .items = &kInteger};
constexpr std::string_view kApis[] = {"openai"};
constexpr Shape kApi{.takes = kTakesString, .choices = kApis};

constexpr Field kFields[] = {
    {.key = "http",
     .shape = &kInteger,
     .about = "Port of /health and the API; the first TCP port of the service without it."},
    {.key = "tcp", .shape = &kPorts, .about = "Further ports, which accept and hold."},
    {.key = "api", .shape = &kApi, .about = "\"openai\": chat completions, embeddings, models."},
    {.key = "model", .shape = &kString, .about = "Name of the model in answers."},
    {.key = "dimension", .shape = &kInteger, .about = "Numbers of an embedding; 1 to 65536."},
    {.key = "needs",
     .shape = &kStringOrList,
     .about = "What must accept for /health to be 200: \"db:5432\" or \"name=db:5432\"."},
    {.key = "routes",
     .shape = &kStringMap,
     .about = "\"GET /x\" to the answer: JSON as text, or \"@\" and a file of the stack's folder."},
};

}  // namespace

constinit const Shape kMockShape{.takes = kTakesNull | kTakesMap, .fields = kFields};

}  // namespace devstack::load
