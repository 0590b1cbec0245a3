// A client that is connected to a real engine, and cleans up after each test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "devstack/engine/client.hpp"
#include "devstack/engine/tar.hpp"

namespace devstack::engine {

class ContractTest : public testing::Test {
 protected:
  void SetUp() override { run(client.connect()); }

  void TearDown() override {
    for (auto undo = cleanup_.rbegin(); undo != cleanup_.rend(); ++undo) {
      try {
        (*undo)();
      } catch (const Error& error) {
        ADD_FAILURE() << "cleaning up: " << error.what();
      }
    }
  }

  template <class T>
  T run(Task<T> task) {
    return loop.run(std::move(task));
  }

  static std::string variable(const char* name, const char* fallback) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : fallback;
  }

  /// A name that no other test and no other run uses.
  static std::string unique_name() {
    static std::atomic<int> count{0};
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    return "devstack-contract-" + std::to_string(::getpid()) + "-" +
           std::to_string(now % 1'000'000) + "-" + std::to_string(++count);
  }

  static Value labels_of(const std::string& name) {
    Value labels;
    labels.set("devstack.contract", name);
    return labels;
  }

  Value container_body(const std::string& script) const {
    Value body;
    body.set("Image", image);
    body.set("Cmd", Value::strings({"sh", "-c", script}));
    body.set("Labels", labels_of(label));
    return body;
  }

  /// Creates a container that goes away with the test; gives its id.
  std::string create(const std::string& name, Value body) {
    CreateResult result = run(client.create_container(name, "", std::move(body)));
    EXPECT_NE(result.id, "") << result.message;
    if (!result.id.empty()) remove_later(result.id);
    return result.id;
  }
  std::string create(const std::string& script) {
    return create(unique_name(), container_body(script));
  }
  std::string create_and_start(const std::string& script) {
    std::string id = create(script);
    EXPECT_EQ(run(client.start_container(id)), StartResult::kStarted);
    return id;
  }

  void remove_later(const std::string& id) {
    at_end([this, id] { run(client.remove_container(id, Client::AnonymousVolumes::kRemove)); });
  }
  void remove_image_later(const std::string& reference) {
    at_end([this, reference] { run(client.remove_image(reference)); });
  }
  void at_end(std::function<void()> undo) { cleanup_.push_back(std::move(undo)); }

  const std::string image = variable("DEVSTACK_TEST_IMAGE", "devstack/test/busybox:1");
  const std::string label = unique_name();
  io::Loop loop;
  std::unique_ptr<io::Transport> transport = io::make_transport(loop);
  Client client{*transport, loop,
                parse_host(variable("DOCKER_HOST", "unix:///var/run/docker.sock"))};

 private:
  std::vector<std::function<void()>> cleanup_;
};

/// A script that lives until it is told to end, and then does so at once.
inline constexpr const char* kSleeper = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

}  // namespace devstack::engine
