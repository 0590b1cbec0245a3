// Jobs and data that goes back in time: a migration holds for the content it was run on. Which
// jobs' results are in a copy is kept beside it, and decides what is due after the copy is put
// back.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "devstack/host/state_store.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::data {

/// Job to its fingerprint without the ages of volumes, of those whose last result holds now.
using JobMarks = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] JobMarks current_marks(const model::Stack& stack,
                                     const reconcile::Observed& observed);

/// The record of jobs after the content of `volumes` (engine names) has become that of a copy with
/// these marks. Jobs that do not live in these volumes stay as they are.
[[nodiscard]] host::StateStore::Record jobs_after_restore(const model::Stack& stack,
                                                          const reconcile::Observed& observed,
                                                          const JobMarks& marks,
                                                          const std::vector<std::string>& volumes);

}  // namespace devstack::data
