// One JSON object per event and line, for programs. The members are listed in docs/commands.md.
#include <utility>

#include "devstack/base/value.hpp"
#include "devstack/ui/glyphs.hpp"
#include "ui/renderers.hpp"

namespace devstack::ui {
namespace {

/// Stable names; screens may use other words.
std::string_view name_of(ServiceState state) {
  switch (state) {
    case ServiceState::kWaiting:
      return "waiting";
    case ServiceState::kPulling:
      return "pulling";
    case ServiceState::kBuilding:
      return "building";
    case ServiceState::kCreating:
      return "creating";
    case ServiceState::kStarting:
      return "starting";
    case ServiceState::kReady:
      return "ready";
    case ServiceState::kJobDone:
      return "job_done";
    case ServiceState::kJobUnchanged:
      return "job_unchanged";
    case ServiceState::kStopping:
      return "stopping";
    case ServiceState::kStopped:
      return "stopped";
    case ServiceState::kRemoving:
      return "removing";
    case ServiceState::kRemoved:
      return "removed";
    case ServiceState::kFailed:
      return "failed";
    case ServiceState::kSkipped:
      return "skipped";
    case ServiceState::kPushing:
      return "pushing";
    case ServiceState::kPulled:
      return "pulled";
    case ServiceState::kBuilt:
      return "built";
    case ServiceState::kPushed:
      return "pushed";
  }
  return "";
}

std::string_view name_of(Implementation implementation) {
  switch (implementation) {
    case Implementation::kDeclared:
      return "declared";
    case Implementation::kStandIn:
      return "stand_in";
    case Implementation::kMock:
      return "mock";
  }
  return "";
}

Value milliseconds(Duration duration) { return Value(std::int64_t{duration.count()}); }

void fill(Value& out, const RunStarted& event) {
  out.set("type", "run_started");
  out.set("verb", event.verb);
  out.set("project", event.project);
  out.set("profiles", Value::strings(event.profiles));
  out.set("engine_version", event.engine_version);
  Value tiers = Value::array();
  for (const auto& tier : event.tiers) {
    Value entry = Value::object();
    entry.set("name", tier.name);
    entry.set("services", Value::strings(tier.services));
    tiers.push_back(std::move(entry));
  }
  out.set("tiers", std::move(tiers));
}

void fill(Value& out, const ServiceChanged& event) {
  out.set("type", "service");
  out.set("service", event.service);
  out.set("state", name_of(event.state));
  out.set("implementation", name_of(event.implementation));
  out.set("optional", event.optional);
  out.set("detail", event.detail);
  if (event.took) out.set("took_ms", milliseconds(*event.took));
}

void fill(Value& out, const TransferProgress& event) {
  out.set("type", "transfer");
  out.set("service", event.service);
  out.set("current_bytes", event.current_bytes);
  out.set("total_bytes", event.total_bytes);
  out.set("text", event.text);
  if (event.layer.empty()) return;
  out.set("layer", event.layer);
  out.set("layer_state", event.layer_state);
}

void fill(Value& out, const ResourceChanged& event) {
  out.set("type", "resource");
  out.set("kind", event.kind);
  out.set("name", event.name);
  out.set("what", event.what);
}

void fill(Value& out, const Notice& event) {
  out.set("type", "notice");
  out.set("level", event.level == Notice::Level::kWarning ? "warning" : "info");
  out.set("text", event.text);
}

void fill(Value& out, const FailureReport& event) {
  out.set("type", "failure");
  out.set("code", event.code);
  out.set("title", event.title);
  Value lines = Value::array();
  for (const auto& line : event.lines) {
    Value entry = Value::object();
    entry.set("label", line.label);
    entry.set("text", line.text);
    if (!line.where.empty()) entry.set("where", line.where);
    lines.push_back(std::move(entry));
  }
  out.set("evidence", std::move(lines));
  out.set("next", Value::strings(event.next));
}

void fill(Value& out, const RunFinished& event) {
  out.set("type", "run_finished");
  out.set("ok", event.ok);
  out.set("summary", event.summary);
  out.set("took_ms", milliseconds(event.took));
  out.set("slowest_chain", event.slowest_chain);
  Value urls = Value::object();
  for (const auto& [service, url] : event.urls) urls.set(service, url);
  out.set("urls", std::move(urls));
  out.set("hints", Value::strings(event.hints));
}

class JsonRenderer final : public Renderer {
 public:
  JsonRenderer(const Clock& clock, Write out)
      : clock_(clock), began_(clock.now()), out_(std::move(out)) {}

  void on_event(const UiEvent& event) override {
    Value line = Value::object();
    line.set("schema", "devstack.event/1");
    line.set("elapsed_ms",
             milliseconds(std::chrono::duration_cast<Duration>(clock_.now() - began_)));
    std::visit([&line](const auto& e) { fill(line, e); }, event);
    out_(to_json(line) + "\n");
  }
  void tick() override {}
  void close() override {}

 private:
  const Clock& clock_;
  SteadyTime began_;
  Write out_;
};

}  // namespace

std::unique_ptr<Renderer> make_json_renderer(const Clock& clock, Write out) {
  return std::make_unique<JsonRenderer>(clock, std::move(out));
}

}  // namespace devstack::ui
