// Negotiation, and every way in which there may be no engine.
#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class Connect : public ClientTest {
 protected:
  void engine_says(std::string version, io::Headers more = {}) {
    fakes::Reply& reply = replies["GET /_ping"];
    reply.body = "OK";
    reply.headers = std::move(more);
    if (!version.empty()) reply.headers.emplace_back("Api-Version", std::move(version));
  }
  EngineUnavailable failure() { return failure(client); }
  EngineUnavailable failure(Client& any) {
    try {
      run(any.connect());
    } catch (const EngineUnavailable& error) {
      EXPECT_EQ(error.exit_code(), ExitCode::kEngine);
      EXPECT_NE(error.hint(), "");
      return error;
    }
    ADD_FAILURE() << "connected";
    return {"", "", ""};
  }
  void transport_fails(io::TransportFailure how, bool sent = false) {
    replies["GET /_ping"].error = io::TransportError(how, "as the system says", sent);
  }
};

TEST_F(Connect, TakesTheLowerVersionOfBoth) {
  const std::pair<const char*, const char*> cases[] = {
      {"1.41", "1.41"}, {"1.44", "1.44"}, {"1.51", "1.51"}, {"1.55", "1.51"}, {"2.0", "1.51"}};
  for (const auto& [offered, expected] : cases) {
    engine_says(offered);
    Client fresh(transport, clock, client.endpoint());
    run(fresh.connect());
    EXPECT_EQ(fresh.api_version().to_string(), expected);
  }
  EXPECT_FALSE(client.is_podman());
}

TEST_F(Connect, PingsWithoutAVersionAndUsesTheNegotiatedOneFromThenOn) {
  engine_says("1.45");
  replies["GET /info"] = {200, R"({"ServerVersion":"26.1"})"};
  run(client.connect());
  EXPECT_EQ(run(client.info()).version, "26.1");
  ASSERT_EQ(transport.requests.size(), 2U);
  EXPECT_EQ(transport.requests[0].target, "/_ping");
  EXPECT_EQ(transport.requests[1].target, "/v1.45/info");
  EXPECT_EQ(transport.requests[1].endpoint.unix_path, "/run/engine.sock");
}

TEST_F(Connect, OnceIsEnough) {
  engine_says("1.45", {{"Server", "Docker/28.5.2 (linux)"}});
  run(client.connect());
  run(client.connect());
  EXPECT_EQ(transport.requests.size(), 1U);
  EXPECT_EQ(client.server(), "Docker/28.5.2 (linux)");
}

TEST_F(Connect, KnowsPodman) {
  engine_says("1.41", {{"Libpod-API-Version", "4.9.3"}});
  run(client.connect());
  EXPECT_TRUE(client.is_podman());
}

TEST_F(Connect, RefusesAnEngineThatIsTooOld) {
  for (const char* version : {"1.40", "1.9", "0.99"}) {
    engine_says(version);
    const EngineUnavailable error = failure();
    EXPECT_EQ(error.code(), "DS2005");
    EXPECT_EQ(error.what(), std::string("the engine at unix:///run/engine.sock speaks API ") +
                                version + ", devstack needs at least 1.41");
    EXPECT_NE(error.hint().find("20.10"), std::string::npos);
  }
}

TEST_F(Connect, RefusesWhatIsNoEngine) {
  for (const char* version : {"", "x", "1", "1.", "1.x", "1.41.2", "v1.41"}) {
    engine_says(version);
    const EngineUnavailable error = failure();
    EXPECT_EQ(error.code(), "DS2005") << version;
    EXPECT_STREQ(error.what(), "what answers at unix:///run/engine.sock is no Docker Engine");
  }
}

TEST_F(Connect, SaysWhyThereIsNoEngineAndWhatToDo) {
  struct Case {
    io::TransportFailure failure;
    const char* rendered;
  };
  const Case cases[] = {
      {io::TransportFailure::kNotFound,
       "error[DS2001]: no Docker Engine at unix:///run/engine.sock: the socket does not exist\n"
       "  hint  start the engine: sudo systemctl start docker\n"
       "        or say where it is: DOCKER_HOST=unix:///run/user/$UID/docker.sock, or -H\n"},
      {io::TransportFailure::kPermission,
       "error[DS2002]: permission denied: you may not use the Docker Engine at "
       "unix:///run/engine.sock\n"
       "  hint  join the socket's group: sudo usermod -aG docker $USER, then log in again\n"},
      {io::TransportFailure::kRefused,
       "error[DS2003]: the Docker Engine at unix:///run/engine.sock is not running: nobody "
       "listens there\n"
       "  hint  start it: sudo systemctl start docker\n"},
      {io::TransportFailure::kTimeout,
       "error[DS2004]: the Docker Engine at unix:///run/engine.sock does not answer\n"
       "  hint  see whether it hangs: sudo systemctl status docker\n"},
  };
  for (const Case& c : cases) {
    transport_fails(c.failure);
    EXPECT_EQ(render(failure()), c.rendered);
  }
}

TEST_F(Connect, NamesAHostThatHasNoAddress) {
  io::Endpoint endpoint;
  endpoint.host = "nowhere.invalid";
  endpoint.port = 2375;
  Client remote(transport, clock, endpoint);
  transport_fails(io::TransportFailure::kNotFound);
  const EngineUnavailable error = failure(remote);
  EXPECT_EQ(error.code(), "DS2001");
  EXPECT_NE(std::string(error.what()).find("the host has no address"), std::string::npos);
}

TEST_F(Connect, GivesUpOnAnEngineThatHangs) {
  transport_fails(io::TransportFailure::kTimeout, true);
  EXPECT_EQ(failure().code(), "DS2004");
  EXPECT_EQ(transport.requests[0].head_timeout, Timeouts{}.ping);
  EXPECT_EQ(transport.requests[0].connect_timeout, Timeouts{}.ping);
}

TEST_F(Connect, ReportsOtherFailuresInTheSystemsWords) {
  for (const auto how : {io::TransportFailure::kProtocol, io::TransportFailure::kOther}) {
    transport_fails(how);
    EXPECT_STREQ(engine_error(client.connect()).what(), "GET /_ping: as the system says");
  }
  transport_fails(io::TransportFailure::kClosed, true);
  EXPECT_STREQ(engine_error(client.connect()).what(),
               "GET /_ping: the reply was lost: the engine hung up");
}

TEST(ApiVersion, ComparesByNumber) {
  EXPECT_LT((ApiVersion{1, 9}), (ApiVersion{1, 41}));
  EXPECT_LT((ApiVersion{1, 99}), (ApiVersion{2, 0}));
  EXPECT_EQ((ApiVersion{1, 51}).to_string(), "1.51");
}

}  // namespace
}  // namespace devstack::engine
