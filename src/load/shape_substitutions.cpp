// `substitutions`: roles, and the choices between implementations of each.
#include "load/shape_extension.hpp"
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the documentation

constexpr Shape kWord{.takes = kTakesScalar, .cast = Cast::kText};
constexpr Shape kEnv{.takes = kTakesMap, .values = &kWord};
/// `memory` is a size and `startup` a duration; the other members are texts for people.
constexpr Shape kCost{.takes = kTakesMap, .values = &kWord};

constexpr Field kChoiceFields[] = {
    {.key = "services", .shape = &kStringOrList, .about = "Active with this choice; may be none."},
    {.key = "env", .shape = &kEnv, .about = "Variables for interpolation: the switch."},
    {.key = "cost",
     .shape = &kCost,
     .about = "`memory` (2G) and `startup` (60s), compared with the profile's budget; others are "
              "texts."},
    {.key = "requires_env",
     .shape = &kStringOrList,
     .about = "Variables that must be set for it, such as keys of an API."},
    {.key = "effort", .shape = &kString, .about = "Of moving to it: \"1 week\"."},
    {.key = "migration", .shape = &kStrings, .about = "Steps of moving to it."},
    {.key = "why", .shape = &kString, .about = "What it gives."},
};
constexpr Shape kChoice{.takes = kTakesNull | kTakesMap, .fields = kChoiceFields};
constexpr Shape kChoices{.takes = kTakesMap, .values = &kChoice, .keys = Keys::kNames};
constexpr Shape kFact{.takes = kTakesMap, .values = &kWord};
constexpr Shape kFacts{.takes = kTakesMap, .values = &kFact};

constexpr Field kRoleFields[] = {
    {.key = "default",
     .shape = &kString,
     .required = true,
     .about = "The choice where nothing says another."},
    {.key = "choices", .shape = &kChoices, .required = true, .about = "Name to what it takes."},
    {.key = "adapter", .shape = &kString, .about = "What isolates programs from the choice."},
    {.key = "status", .shape = &kString, .about = "\"finalized\", \"under evaluation\"."},
    {.key = "candidates", .shape = &kStringOrList, .about = "What else is looked at."},
    {.key = "mandatory_in",
     .shape = &kStringOrList,
     .about = "Profiles that may not leave the role's services out."},
    {.key = "facts", .shape = &kFacts, .about = "Rows of a comparison: a text for each choice."},
};
constexpr Shape kRole{.takes = kTakesMap, .fields = kRoleFields};

}  // namespace

constinit const Shape kSubstitutionsShape{
    .takes = kTakesMap, .values = &kRole, .keys = Keys::kNames};

}  // namespace devstack::load
