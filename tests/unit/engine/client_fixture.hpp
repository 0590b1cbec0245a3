// A client over a scripted engine, in virtual time.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "devstack/engine/client.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"

namespace devstack::engine {

inline io::TransportError hang_up() {
  return {io::TransportFailure::kClosed, "the peer hung up", true};
}

class ClientTest : public testing::Test {
 protected:
  ClientTest() {
    transport.answer = [this](const io::HttpRequest& request, const std::string& target) {
      const auto reply = replies.find(request.method + " " + target);
      if (reply != replies.end()) return reply->second;
      ADD_FAILURE() << "unexpected request: " << request.method << " " << target;
      return fakes::Reply{500, R"({"message":"unexpected"})"};
    };
  }

  /// Runs a task to its end; time passes as it needs.
  template <class T>
  T run(Task<T> task) {
    task.start();
    if (!clock.run_until_done(task)) throw std::logic_error("the task waits for ever");
    return task.take();
  }

  /// The EngineError by which a task fails.
  template <class T>
  EngineError engine_error(Task<T> task) {
    try {
      run(std::move(task));
    } catch (const EngineError& error) {
      return error;
    }
    ADD_FAILURE() << "no EngineError was thrown";
    return {"", "", -1, ""};
  }

  /// The body of the request that was sent last.
  [[nodiscard]] const std::string& last_body() const { return transport.requests.back().body; }
  [[nodiscard]] std::string last_header(std::string_view name) const {
    io::HttpHead head;
    head.headers = transport.requests.back().headers;
    return std::string(head.header(name));
  }

  static io::Endpoint engine_socket() {
    io::Endpoint endpoint;
    endpoint.unix_path = "/run/engine.sock";
    return endpoint;
  }

  fakes::FakeClock clock;
  fakes::ScriptedTransport transport{clock};
  /// Answers by "METHOD /target"; any other request fails the test.
  std::map<std::string, fakes::Reply> replies;
  Client client{transport, clock, engine_socket()};
};

}  // namespace devstack::engine
