// Makes sure that the engine has what a service's container is made from: the declared image,
// present, pulled or built; else its stand-in; else the fallback that is built; else the mock.
#pragma once

#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "devstack/engine/image_reference.hpp"
#include "devstack/reconcile/executor.hpp"
#include "engine_step_runner_state.hpp"

namespace devstack::reconcile {

/// Work that several services may ask for at the same time and that is done once.
class SharedWork {
 public:
  /// The first caller gets true and must call `finish` or `fail`; the others wait for that, and
  /// go on in a turn of the loop of their own: they may end the run, with the first caller in it.
  [[nodiscard]] Task<bool> enter(Clock& clock);
  /// `failure`: a reason in words, empty on success.
  void finish(std::string failure);
  void fail(std::exception_ptr thrown);
  /// The reason; rethrows what the first caller's work threw.
  [[nodiscard]] const std::string& outcome() const;

 private:
  bool begun_ = false, done_ = false;
  std::string failure_;
  std::exception_ptr thrown_;
  std::vector<std::unique_ptr<Event>> waiters_;
};

/// How a build ended: both empty when it went well.
struct BuildOutcome {
  std::string words;                  ///< the builder's
  std::optional<StepFailed> failure;  ///< what the user is told
};

/// A mock is the choice of a container that is about to be made; `pull` makes none.
[[nodiscard]] bool makes_container(const Plan& plan, const std::string& service);

/// For one run. Remembers which registries do not answer, so that only the first image waits.
class ImageKeeper {
 public:
  explicit ImageKeeper(RunnerState& state) : state_(state) {}

  /// Once for each service, however often it is asked for.
  [[nodiscard]] Task<StepResult> ensure(std::string service);
  /// Whether its image is there or not.
  [[nodiscard]] Task<StepResult> build(std::string service);

 private:
  [[nodiscard]] Task<StepResult> decide(std::string service);
  [[nodiscard]] Task<StepResult> ensure_mock(const model::Service& service);
  /// Where nothing follows in this plan: that it is pulled or built.
  void tell_end(const std::string& service);
  /// Pulls, builds, or falls back. `present`: an image that would do is there.
  [[nodiscard]] Task<StepResult> get(const model::Service& service, bool present);
  [[nodiscard]] Task<StepResult> ensure_built(const model::Service& service);
  [[nodiscard]] Task<std::string> build_once(const model::Service& service);
  /// `built`: a build follows when it fails.
  [[nodiscard]] Task<StepResult> ensure_pulled(const model::Service& service, bool present,
                                               bool built);
  /// The image cannot be had: the fallbacks that the service declares, in their order; else, for a
  /// job of a service that becomes a mock, nothing; else `failed`.
  [[nodiscard]] Task<StepResult> fall_back(const model::Service& service, std::string why,
                                           StepFailed failed);
  /// The stand-in, where the service allows one and it is there.
  [[nodiscard]] Task<std::optional<UsedImage>> stand_in(const model::Service& service);
  /// The declared fallback build; adds to `failed` why it did not come about.
  [[nodiscard]] Task<std::optional<UsedImage>> built_fallback(const model::Service& service,
                                                              StepFailed& failed);
  [[nodiscard]] Task<bool> loses_its_work(const model::Service& job);
  /// Empty on success, else why not.
  [[nodiscard]] Task<std::string> pull(const model::Service& service, bool built);
  [[nodiscard]] Task<StepResult> use(const model::Service& service, UsedImage image);
  /// The first of several callers with the same key runs `work`, all get its outcome.
  [[nodiscard]] Task<std::string> once(std::string key, Task<std::string> work);

  RunnerState& state_;
  std::map<std::string, SharedWork> works_;
  std::map<std::string, StepResult> results_;           ///< by service
  std::set<std::string> built_;                         ///< services
  std::map<std::string, StepFailed> failed_builds_;     ///< by image
  std::map<std::string, std::string> dead_registries_;  ///< and why
};

/// ensure_image_pull.cpp: one pull with its progress and credentials. Gives up when nothing at all
/// has been heard within `first_sign`. Empty on success.
[[nodiscard]] Task<std::string> pull_image(RunnerState& state, const model::Service& service,
                                           Duration first_sign);
/// The same, again after a pause where the failure may pass.
[[nodiscard]] Task<std::string> pull_with_retries(RunnerState& state, const model::Service& service,
                                                  Duration first_sign);

/// ensure_image_build.cpp: one build, by buildx where it is there, else by the engine's own
/// builder.
[[nodiscard]] Task<BuildOutcome> build_image(RunnerState& state, const model::Service& service);

}  // namespace devstack::reconcile
