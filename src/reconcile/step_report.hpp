// Failures of steps as the user reads them: what, the evidence, where, what to do, a code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devstack/engine/types.hpp"
#include "devstack/host/port_owner.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/probe/prober.hpp"
#include "devstack/probe/process_prober.hpp"
#include "devstack/reconcile/executor.hpp"

namespace devstack::reconcile {

/// ", so web and worker were not started": services that the plan would have started after `step`;
/// empty if there are none, or the step is not of this plan.
[[nodiscard]] std::string consequence(const Plan& plan, const Step& step);

/// Adds the last lines of a log, each prefixed by the service; equal neighbours become one line
/// that tells how many there were. At most `limit` lines.
void add_log_lines(FailureReport& report, const std::string& service, std::string_view log,
                   std::size_t limit);

/// What the engine said, with the service's position.
[[nodiscard]] StepFailed engine_refused(std::string code, std::string title,
                                        const std::string& words, const SourceSpan& where);

/// Commands that show more about a service.
[[nodiscard]] std::vector<std::string> look_at(const std::string& service);

/// "3 tries", "1 try"
[[nodiscard]] std::string count(std::size_t number, std::string_view one, std::string_view many);
/// "1st", "2nd", "7th"
[[nodiscard]] std::string ordinal(std::size_t number);

/// A wait that did not end in readiness (DS3102 exited, DS3103 out of memory, DS3104 deadline).
struct NotReady {
  const model::Service& service;
  const model::ProbeSpec& spec;
  const probe::Target& target;
  const probe::Verdict& verdict;
  std::string consequence;
  std::string log;
};
[[nodiscard]] StepFailed not_ready(const NotReady& input);

/// A container that has ended although it should run, found right after its start.
[[nodiscard]] StepFailed exited_early(const model::Service& service,
                                      const engine::ContainerDetails& container,
                                      const std::string& consequence, const std::string& log);

/// One that has ended after it was ready, while the run still went on.
[[nodiscard]] StepFailed exited_late(const model::Service& service,
                                     const engine::ContainerDetails& container,
                                     const std::string& log);

/// DS3201; `container` tells exit code and reason.
[[nodiscard]] StepFailed job_failed(const model::Service& service,
                                    const engine::ContainerDetails& container,
                                    const std::string& consequence, const std::string& log);
/// What is known about a process of this host that did not become ready.
struct ProcessNotReady {
  const model::Service& service;
  const model::ProbeSpec& spec;
  const probe::ProcessVerdict& verdict;
  const std::string& consequence;
  std::string log;  ///< the end of it
};
/// DS3121 where it has ended, else DS3104.
[[nodiscard]] StepFailed process_not_ready(const ProcessNotReady& input);
/// DS3120: the command could not be started, in the words of this host.
[[nodiscard]] StepFailed process_not_started(const model::Service& service,
                                             const std::string& words,
                                             const std::string& consequence);

/// DS3202
[[nodiscard]] StepFailed job_timed_out(const model::Service& service, Duration limit,
                                       const std::string& consequence, const std::string& log);

}  // namespace devstack::reconcile
