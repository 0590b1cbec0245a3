// Picks the function for an action and turns its failure into an event. The functions stand in
// engine_step_runner_*.cpp.
#include "devstack/reconcile/engine_step_runner.hpp"

#include "engine_step_runner_state.hpp"
#include "engine_step_runner_steps.hpp"
#include "ensure_image.hpp"

namespace devstack::reconcile {
namespace {

class EngineStepRunner final : public StepRunner {
 public:
  explicit EngineStepRunner(RunnerContext context) : state_(std::move(context)), images_(state_) {}

  Task<StepResult> run(const Step& step) override {
    StepResult result = co_await pick(step);
    const std::string service = service_of(step.action);
    if (const auto* failed = std::get_if<StepFailed>(&result); failed && !service.empty()) {
      state_.finished(service, ServiceState::kFailed, failed->report.title);
    }
    co_return result;
  }

  void keep_books() override { state_.keep_books(); }

 private:
  Task<StepResult> pick(const Step& step) {
    struct Picker {
      RunnerState& state;
      ImageKeeper& images;
      const Step& step;
      Task<StepResult> operator()(const EnsureImage& a) const { return images.ensure(a.service); }
      Task<StepResult> operator()(const BuildImage& a) const { return images.build(a.service); }
      Task<StepResult> operator()(const PushImage& a) const { return push_image(state, a); }
      Task<StepResult> operator()(const CreateNetwork& a) const { return create_network(state, a); }
      Task<StepResult> operator()(const RemoveNetwork& a) const { return remove_network(state, a); }
      Task<StepResult> operator()(const ConnectNetwork& a) const {
        return connect_network(state, a);
      }
      Task<StepResult> operator()(const CreateVolume& a) const { return create_volume(state, a); }
      Task<StepResult> operator()(const RemoveVolume& a) const { return remove_volume(state, a); }
      Task<StepResult> operator()(const CreateContainer& a) const {
        return create_container(state, a);
      }
      Task<StepResult> operator()(const RenameContainer& a) const {
        return rename_container(state, a);
      }
      Task<StepResult> operator()(const StartContainer& a) const {
        return start_container(state, step, a);
      }
      Task<StepResult> operator()(const StopContainer& a) const { return stop_container(state, a); }
      Task<StepResult> operator()(const RemoveContainer& a) const {
        return remove_container(state, a);
      }
      Task<StepResult> operator()(const AwaitReady& a) const {
        return reconcile::await_ready(state, step, a);
      }
      Task<StepResult> operator()(const AwaitJob& a) const { return await_job(state, step, a); }
      Task<StepResult> operator()(const StartProcess& a) const {
        return start_process(state, step, a);
      }
      Task<StepResult> operator()(const StopProcess& a) const { return stop_process(state, a); }
      Task<StepResult> operator()(const AwaitProcess& a) const {
        return await_process(state, step, a);
      }
    };
    return std::visit(Picker{state_, images_, step}, step.action);
  }

  RunnerState state_;
  ImageKeeper images_;
};

}  // namespace

std::unique_ptr<StepRunner> make_engine_step_runner(RunnerContext context) {
  return std::make_unique<EngineStepRunner>(std::move(context));
}

}  // namespace devstack::reconcile
