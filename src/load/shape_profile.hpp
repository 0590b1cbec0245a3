// What a profile file takes, as a table; schema/profile.json is made from it.
#pragma once

#include "load/shape.hpp"

namespace devstack::load {

extern const Shape kProfileShape;
/// `overrides`: a fragment of a stack file.
extern const Shape kFragmentShape;

}  // namespace devstack::load
