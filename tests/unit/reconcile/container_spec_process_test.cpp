// What runs in the container. Expected values were taken from what Docker Compose 2.40.3 sends.
#include <gtest/gtest.h>

#include <chrono>

#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using namespace std::chrono_literals;
using ContainerSpecProcessTest = SpecFixture;

const Row kRows[] = {
    {"command",
     [](Service& s) {
       s.command = {{"sleep", "9"}};
     },
     "Cmd", R"(["sleep","9"])"},
    {"no command", [](Service&) {}, "Cmd", "null"},
    {"entrypoint emptied", [](Service& s) { s.entrypoint.emplace(); }, "Entrypoint", "[]"},
    {"working_dir", [](Service& s) { s.working_dir = "/w"; }, "WorkingDir", R"("/w")"},
    {"user", [](Service& s) { s.user = "0"; }, "User", R"("0")"},
    {"tty", [](Service& s) { s.tty = true; }, "Tty", "true"},
    {"stdin_open", [](Service& s) { s.stdin_open = true; }, "OpenStdin", "true"},
    {"environment",
     [](Service& s) {
       s.environment = {{"B", "2"}, {"A", std::nullopt}};
     },
     "Env", R"(["A","B=2"])"},
    {"use_api_socket", [](Service& s) { s.use_api_socket = true; }, "Env",
     R"(["DOCKER_CONFIG=/run/secrets/docker"])"},
    {"use_api_socket", [](Service& s) { s.use_api_socket = true; }, "HostConfig.Binds",
     R"(["/var/run/docker.sock:/var/run/docker.sock:rw"])"},
    {"healthcheck",
     [](Service& s) {
       s.healthcheck = model::Healthcheck{{"CMD-SHELL", "true"}, 1s, 3s, 2s, 500ms, 30, {}};
     },
     "Healthcheck",
     R"({"Test":["CMD-SHELL","true"],"Interval":1000000000,"Timeout":3000000000,)"
     R"("StartPeriod":2000000000,"StartInterval":500000000,"Retries":30})"},
    {"stop_signal", [](Service& s) { s.stop_signal = "SIGINT"; }, "StopSignal", R"("SIGINT")"},
    {"stop_grace_period", [](Service& s) { s.stop_grace_period = 1500ms; }, "StopTimeout", "2"},
    {"restart", [](Service& s) { s.restart = "on-failure:3"; }, "HostConfig.RestartPolicy",
     R"({"Name":"on-failure","MaximumRetryCount":3})"},
    {"restart", [](Service& s) { s.restart = "unless-stopped"; }, "HostConfig.RestartPolicy",
     R"({"Name":"unless-stopped"})"},
    {"init", [](Service& s) { s.init = false; }, "HostConfig.Init", "false"},
    {"logging",
     [](Service& s) {
       s.logging_driver = "json-file";
       s.logging_options = {{"max-size", "1m"}};
     },
     "HostConfig.LogConfig", R"({"Type":"json-file","Config":{"max-size":"1m"}})"},
    {"annotations",
     [](Service& s) {
       s.annotations = {{"a", "b"}};
     },
     "HostConfig.Annotations", R"({"a":"b"})"},
};

TEST_F(ContainerSpecProcessTest, EachKey) { check(kRows); }

TEST_F(ContainerSpecProcessTest, TheServiceHasTheLastWordOnItsVariables) {
  service().environment = {{"http_proxy", "own"}, {"NO_PROXY", std::nullopt}};
  SpecInput with_proxies = input();
  with_proxies.default_environment = {
      {"HTTP_PROXY", "p"}, {"http_proxy", "p"}, {"NO_PROXY", "localhost"}};
  EXPECT_EQ(json_at(container_spec(with_proxies).body, "Env"),
            R"(["HTTP_PROXY=p","NO_PROXY","http_proxy=own"])");
}

}  // namespace
}  // namespace devstack::reconcile
