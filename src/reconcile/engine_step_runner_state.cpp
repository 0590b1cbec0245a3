// Starts from what was observed and follows what the run does.
#include "engine_step_runner_state.hpp"

#include <algorithm>

#include "devstack/reconcile/mock_service.hpp"

namespace devstack::reconcile {
namespace {

/// Readiness of containers that are gone is of no more use.
host::StateStore::Record living_readiness(const Observed& observed) {
  host::StateStore::Record record = observed.readiness;
  std::erase_if(record, [&](const auto& entry) {
    for (const auto& [service, process] : observed.processes) {
      if (entry.first == process_readiness_key(service)) return false;
    }
    return std::none_of(observed.containers.begin(), observed.containers.end(),
                        [&](const auto& container) { return container.id == entry.first; });
  });
  return record;
}

}  // namespace

RunnerState::RunnerState(RunnerContext runner_context)
    : context(std::move(runner_context)),
      readiness_(living_readiness(context.observed)),
      jobs_(context.observed.jobs) {
  for (const ObservedContainer& container : context.observed.containers) {
    if (container.one_off) continue;
    const std::pair key(container.service, container.number);
    // A replacement that an interrupted run has made comes after the one it replaces.
    if (container.replaces.empty()) {
      containers_.emplace(key, container.id);
    } else {
      containers_.insert_or_assign(key, container.id);
    }
  }
  keep_left_out();
}

void RunnerState::keep_left_out() {
  const auto before = jobs_;
  for (const auto& [name, why] : context.plan.skipped) {
    const auto job = context.stack.services.find(name);
    if (job == context.stack.services.end() || !is_fallback_mock(job->second)) continue;
    jobs_.insert_or_assign(left_out_key(name), job->second.config_hash);
  }
  if (jobs_ != before) write("jobs", jobs_);
}

const model::Service& RunnerState::service(const std::string& name) const {
  const auto mock = mocks_.find(name);
  return mock != mocks_.end() ? mock->second : context.stack.services.find(name)->second;
}

void RunnerState::use_mock(const std::string& service, const std::string& reason) {
  mocks_.insert_or_assign(service,
                          as_mock(this->service(service), context.stack.directory, reason));
}

bool RunnerState::skips(const std::string& name) {
  if (skipped_.contains(name)) return true;
  const model::Service& job = service(name);
  if (!job.is_job) return false;
  if (is_fallback_mock(job)) {
    skipped_.insert(name);
    jobs_.insert_or_assign(left_out_key(name), job.config_hash);
    write("jobs", jobs_);
    changed(name, ServiceState::kSkipped, fallback_reason(job));
    return true;
  }
  for (const model::Dependency& dependency : job.depends_on) {
    if (!context.stack.services.contains(dependency.service)) continue;
    const model::Service& needed = service(dependency.service);
    if (!is_fallback_mock(needed)) continue;
    skipped_.insert(name);
    changed(name, ServiceState::kSkipped,
            dependency.service + (needed.is_job ? " is left out" : " is a mock"));
    return true;
  }
  return false;
}

std::string RunnerState::container(const std::string& service, std::size_t number) const {
  const auto found = containers_.find({service, number});
  return found == containers_.end() ? std::string() : found->second;
}

void RunnerState::set_container(const std::string& service, std::size_t number, std::string id) {
  containers_.insert_or_assign({service, number}, std::move(id));
}

std::map<std::string, std::string> RunnerState::first_containers() const {
  std::map<std::string, std::string> first;
  for (const auto& [key, id] : containers_) first.emplace(key.first, id);
  return first;
}

void RunnerState::remember(engine::ContainerDetails container) {
  const std::string id = container.id;
  inspected_.insert_or_assign(id, std::move(container));
}

std::optional<engine::ContainerDetails> RunnerState::recall(const std::string& id) {
  const auto node = inspected_.extract(id);
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

void RunnerState::set_image(const std::string& service, UsedImage image) {
  images_.insert_or_assign(service, std::move(image));
}

UsedImage RunnerState::image(const std::string& service) const {
  UsedImage image = image_alone(service);
  const auto choice = context.observed.process_choices.find(service);
  if (choice == context.observed.process_choices.end() || choice->second.empty()) return image;
  // The container of the file stands in for the process.
  if (image.detail.empty()) image.detail = choice->second;
  if (image.implementation == Implementation::kDeclared) {
    image.implementation = Implementation::kStandIn;
  }
  return image;
}

UsedImage RunnerState::image_alone(const std::string& service) const {
  if (const auto found = images_.find(service); found != images_.end()) return found->second;
  const auto declared = context.stack.services.find(service);
  if (declared == context.stack.services.end()) return {};
  UsedImage image;
  image.reference = declared->second.image;
  const auto seen = context.observed.images.find(image.reference);
  if (seen != context.observed.images.end() && seen->second) image.id = seen->second->id;
  if (declared->second.extension.is_mock) image.implementation = Implementation::kMock;
  image.detail = fallback_reason(declared->second);
  return image;
}

void RunnerState::begin(const std::string& service) { began_.emplace(service, context.loop.now()); }

void RunnerState::begin_start(const std::string& service) {
  began_.insert_or_assign(service, context.loop.now());
}

Duration RunnerState::since_begin(const std::string& service) const {
  const auto found = began_.find(service);
  if (found == began_.end()) return Duration{0};
  return std::chrono::duration_cast<Duration>(context.loop.now() - found->second);
}

void RunnerState::changed(const std::string& service, ServiceState state, std::string detail) {
  ServiceChanged event;
  event.service = service;
  event.state = state;
  event.detail = std::move(detail);
  emit(std::move(event));
}

void RunnerState::finished(const std::string& service, ServiceState state, std::string detail) {
  ServiceChanged event;
  event.service = service;
  event.state = state;
  event.detail = std::move(detail);
  event.took = since_begin(service);
  emit(std::move(event));
}

void RunnerState::emit(ServiceChanged event) {
  const auto declared = context.stack.services.find(event.service);
  if (declared != context.stack.services.end()) {
    event.optional = declared->second.extension.optional;
  }
  const bool is_process = runs_as_process(context.observed, event.service);
  const UsedImage used = is_process ? UsedImage{} : image(event.service);
  event.implementation = used.implementation;
  const bool explains =
      event.state == ServiceState::kCreating || event.state == ServiceState::kReady;
  if (event.detail.empty() && explains) event.detail = used.detail;
  context.sink(event);
}

void RunnerState::notice(Notice::Level level, std::string text) const {
  context.sink(Notice{level, std::move(text)});
}

RunnerState::~RunnerState() {
  if (!unwritten_since_) return;
  try {
    context.state.write("readiness", readiness_, host::Survives::kProcess);
  } catch (const HostError&) {
    // Nobody is left to be told; the next run probes again.
  }
}

void RunnerState::record_ready(const std::string& container_id, const std::string& proof) {
  readiness_.insert_or_assign(container_id, proof);
  if (!unwritten_since_) unwritten_since_ = context.loop.now();
}

void RunnerState::keep_books(Duration delay) {
  if (!unwritten_since_ || context.loop.now() - *unwritten_since_ < delay) return;
  unwritten_since_.reset();
  write("readiness", readiness_);
}

void RunnerState::record_job(const std::string& service, const std::string& fingerprint) {
  jobs_.insert_or_assign(service, fingerprint);
  jobs_.erase(left_out_key(service));
  write("jobs", jobs_);
}

void RunnerState::write(const std::string& name, const host::StateStore::Record& record) {
  try {
    context.state.write(name, record, host::Survives::kProcess);
  } catch (const HostError& error) {
    if (!std::exchange(warned_of_state_, true)) {
      notice(Notice::Level::kWarning,
             std::string("what was found out is not kept for the next run: ") + error.what());
    }
  }
}

}  // namespace devstack::reconcile
