// What the steps of one run share: who is who in the engine, which images are used, since when a
// service is at work, and the words to tell about it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "devstack/reconcile/engine_step_runner.hpp"

namespace devstack::reconcile {

/// What a service's container is made from.
struct UsedImage {
  std::string reference;
  std::string id;  ///< "sha256:…"; empty if not known
  Implementation implementation = Implementation::kDeclared;
  std::string detail;  ///< why it is not the declared image
};

class RunnerState {
 public:
  explicit RunnerState(RunnerContext context);
  RunnerState(const RunnerState&) = delete;
  RunnerState& operator=(const RunnerState&) = delete;
  /// Writes down what has been found out, however the run ends.
  ~RunnerState();

  RunnerContext context;

  /// As it runs: a mock, once one has been chosen.
  [[nodiscard]] const model::Service& service(const std::string& name) const;
  /// From here on a mock runs in place of the service.
  void use_mock(const std::string& service, const std::string& reason);

  /// True for a job that has nothing to work on because a service that it depends on is a mock; the
  /// first call tells about it.
  [[nodiscard]] bool skips(const std::string& service);

  /// The container that stands for number `number` of the service now; empty if there is none.
  [[nodiscard]] std::string container(const std::string& service, std::size_t number) const;
  void set_container(const std::string& service, std::size_t number, std::string id);
  /// First containers of all services, for `service:X` namespaces.
  [[nodiscard]] std::map<std::string, std::string> first_containers() const;

  /// An inspection that the step after the start will want again; `recall` gives it away.
  void remember(engine::ContainerDetails container);
  [[nodiscard]] std::optional<engine::ContainerDetails> recall(const std::string& id);

  void set_image(const std::string& service, UsedImage image);
  [[nodiscard]] UsedImage image(const std::string& service) const;

  /// The first call for a service starts its clock.
  void begin(const std::string& service);
  /// Its container starts now: what is told of readiness counts from here.
  void begin_start(const std::string& service);
  [[nodiscard]] Duration since_begin(const std::string& service) const;

  void changed(const std::string& service, ServiceState state, std::string detail = {});
  /// The same with the time since `begin`.
  void finished(const std::string& service, ServiceState state, std::string detail = {});
  void notice(Notice::Level level, std::string text) const;

  /// Written to the state folder later: no gate waits for a disk. A full one or the like costs a
  /// warning, not the run: the record is rebuilt by probing.
  void record_ready(const std::string& container_id, const std::string& proof);
  /// Written at once.
  void record_job(const std::string& service, const std::string& fingerprint);
  /// Writes down what was proven more than `delay` ago.
  void keep_books(Duration delay = Duration{1'000});

 private:
  [[nodiscard]] UsedImage image_alone(const std::string& service) const;
  void emit(ServiceChanged event);
  /// Jobs that the plan leaves out for their image: `health` and `ps` say so until they run.
  void keep_left_out();
  void write(const std::string& name, const host::StateStore::Record& record);

  std::map<std::pair<std::string, std::size_t>, std::string> containers_;
  std::map<std::string, engine::ContainerDetails> inspected_;
  std::map<std::string, UsedImage> images_;
  std::map<std::string, model::Service> mocks_;
  std::set<std::string> skipped_;
  std::map<std::string, SteadyTime> began_;
  host::StateStore::Record readiness_, jobs_;
  std::optional<SteadyTime> unwritten_since_;  ///< what `readiness_` has more than its file
  bool warned_of_state_ = false;
};

}  // namespace devstack::reconcile
