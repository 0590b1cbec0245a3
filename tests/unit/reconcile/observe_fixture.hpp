// An engine to observe, that knows what a test gives it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/state_store.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"
#include "world.hpp"

namespace devstack::reconcile {

namespace labels = model::labels;

/// An engine that knows what it is given; everything else does not exist.
class ObserveFixture : public ::testing::Test {
 protected:
  ObserveFixture() : state_(folder_.path().string(), "engine", "project") {
    transport_.answer = [this](const io::HttpRequest&, const std::string& target) {
      return answer(target);
    };
  }

  /// A row of the container list as an engine writes it.
  Value& list(const std::string& id, const std::string& name, const std::string& service,
              const std::string& state) {
    Value row = Value::object();
    row.set("Id", id);
    row.set("Names", Value::strings({"/" + name}));
    row.set("Image", service + ":1");
    row.set("ImageID", "sha256:" + service);
    row.set("State", state);
    Value all = Value::object();
    all.set(labels::kProject, "shop");
    all.set(labels::kService, service);
    all.set(labels::kContainerNumber, "1");
    all.set(labels::kProjectId, world_.stack.id);
    all.set(labels::kConfigHash, "hash-" + service);
    row.set("Labels", std::move(all));
    containers_.push_back(std::move(row));
    return containers_.back();
  }

  void details(const std::string& id, const std::string& json) {
    answers_["/containers/" + id + "/json"] = json;
  }

  Observed observe_now(const ObserveRequest& request = {}) {
    Task<Observed> task = observe(client_, world_.stack, state_, request);
    task.start();
    EXPECT_TRUE(task.done());
    return task.take();
  }

  World world_;
  fakes::FakeClock clock_;
  fakes::ScriptedTransport transport_{clock_};
  engine::Client client_{transport_, clock_, engine::parse_host("unix:///engine.sock")};
  fakes::TemporaryFolder folder_;
  host::StateStore state_;
  std::vector<Value> containers_;
  std::map<std::string, std::string> answers_;

 private:
  fakes::Reply answer(const std::string& target) {
    const std::string path = target.substr(0, target.find('?'));
    if (path == "/containers/json") return {200, to_json(Value(containers_)), {}, {}, false, false};
    const auto known = answers_.find(path);
    if (known != answers_.end()) return {200, known->second, {}, {}, false, false};
    if (path == "/networks") return {200, "[]", {}, {}, false, false};
    if (path == "/volumes") return {200, "{}", {}, {}, false, false};
    return {404, R"({"message":"no such thing"})", {}, {}, false, false};
  }
};

}  // namespace devstack::reconcile
