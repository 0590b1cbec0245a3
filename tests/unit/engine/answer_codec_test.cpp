#include "engine/answer_codec.hpp"

#include <gtest/gtest.h>

namespace devstack::engine {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

Value json(std::string_view text) {
  const std::optional<Value> value = parse_json(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(Value());
}

TEST(AnswerCodec, ReadsTheContainerList) {
  const ContainerSummary row = decode_container_summary(json(R"json({
    "Id":"c1","Names":["/shop-db-1","/alias"],"Image":"postgres:15","ImageID":"sha256:i",
    "Created":1700000000,"State":"running","Status":"Up 2 minutes (healthy)",
    "Labels":{"k":"v"},
    "Ports":[{"IP":"0.0.0.0","PrivatePort":5432,"PublicPort":15432,"Type":"tcp"},
             {"PrivatePort":53,"Type":"udp"}],
    "NetworkSettings":{"Networks":{"net":{"IPAddress":"10.0.0.2","NetworkID":"n1"}}}})json"));
  EXPECT_EQ(row.id, "c1");
  EXPECT_EQ(row.name, "shop-db-1");
  EXPECT_EQ(row.image, "postgres:15");
  EXPECT_EQ(row.image_id, "sha256:i");
  EXPECT_EQ(row.state, "running");
  EXPECT_EQ(row.status, "Up 2 minutes (healthy)");
  EXPECT_EQ(row.labels.at("k"), "v");
  EXPECT_EQ(row.created, Timestamp(seconds(1700000000)));
  ASSERT_EQ(row.ports.size(), 2U);
  EXPECT_EQ(row.ports[0].host_port, 15432);
  EXPECT_EQ(row.ports[0].host_ip, "0.0.0.0");
  EXPECT_EQ(row.ports[1].protocol, "udp");
  EXPECT_EQ(row.ports[1].host_port, 0);
  EXPECT_EQ(row.network_addresses.at("net"), "10.0.0.2");
  EXPECT_EQ(row.network_ids.at("net"), "n1");
}

TEST(AnswerCodec, TakesNullForListsAndObjects) {
  const ContainerSummary row = decode_container_summary(
      json(R"({"Id":"c1","Names":null,"Labels":null,"Ports":null,"NetworkSettings":null})"));
  EXPECT_EQ(row.id, "c1");
  EXPECT_EQ(row.name, "");
  EXPECT_TRUE(row.labels.empty());
  EXPECT_TRUE(row.ports.empty());
}

TEST(AnswerCodec, ReadsAContainer) {
  const ContainerDetails c = decode_container(json(R"({
    "Id":"c1","Name":"/db","Image":"sha256:i","RestartCount":3,
    "Config":{"Image":"postgres:15","Tty":true,"Labels":{"k":"v"},"Env":["A=b"],
      "Healthcheck":{"Test":["CMD","true"],"Interval":1000000000,"Timeout":2000000000,
                     "StartPeriod":3000000000,"Retries":4}},
    "State":{"Status":"exited","Running":false,"OOMKilled":true,"ExitCode":137,"Pid":0,
      "Error":"boom","StartedAt":"2026-01-02T03:04:05.5Z","FinishedAt":"2026-01-02T03:04:06Z",
      "Health":{"Status":"unhealthy","Log":[{"Start":"2026-01-02T03:04:05Z",
        "End":"2026-01-02T03:04:06Z","ExitCode":1,"Output":"no"}]}},
    "HostConfig":{"NetworkMode":"bridge","RestartPolicy":{"Name":"always"}},
    "NetworkSettings":{"Ports":{"5432/tcp":[{"HostIp":"127.0.0.1","HostPort":"15432"},
                                            {"HostIp":"::1","HostPort":"15432"}],"80/tcp":null},
      "Networks":{"net":{"IPAddress":"10.0.0.2","NetworkID":"n1"}}},
    "Mounts":[{"Type":"volume","Name":"data","Source":"/v","Destination":"/data","RW":false},
              {"Type":"bind","Source":"/s","Destination":"/d"}]})"));
  EXPECT_EQ(c.id, "c1");
  EXPECT_EQ(c.name, "db");
  EXPECT_EQ(c.image, "postgres:15");
  EXPECT_EQ(c.image_id, "sha256:i");
  EXPECT_EQ(c.restart_count, 3);
  EXPECT_TRUE(c.tty);
  EXPECT_EQ(c.environment, std::vector<std::string>{"A=b"});
  EXPECT_EQ(c.health_test, (std::vector<std::string>{"CMD", "true"}));
  EXPECT_EQ(c.health_interval, seconds(1));
  EXPECT_EQ(c.health_timeout, seconds(2));
  EXPECT_EQ(c.health_start_period, seconds(3));
  EXPECT_EQ(c.health_retries, 4);
  EXPECT_EQ(c.status, "exited");
  EXPECT_FALSE(c.running);
  EXPECT_TRUE(c.oom_killed);
  EXPECT_EQ(c.exit_code, 137);
  EXPECT_EQ(c.error, "boom");
  ASSERT_TRUE(c.started_at && c.finished_at);
  EXPECT_EQ(*c.finished_at - *c.started_at, std::chrono::milliseconds(500));
  EXPECT_EQ(c.health_status, "unhealthy");
  ASSERT_EQ(c.health_log.size(), 1U);
  EXPECT_EQ(c.health_log[0].exit_code, 1);
  EXPECT_EQ(c.health_log[0].output, "no");
  EXPECT_EQ(c.health_log[0].end - c.health_log[0].start, seconds(1));
  EXPECT_EQ(c.network_mode, "bridge");
  EXPECT_EQ(c.restart_policy, "always");
  ASSERT_EQ(c.ports.size(), 3U);
  EXPECT_EQ(c.ports[0].container_port, 5432);
  EXPECT_EQ(c.ports[1].host_ip, "::1");
  EXPECT_EQ(c.ports[2].container_port, 80);
  EXPECT_EQ(c.ports[2].host_port, 0);
  EXPECT_EQ(c.network_addresses.at("net"), "10.0.0.2");
  EXPECT_EQ(c.network_ids.at("net"), "n1");
  ASSERT_EQ(c.mounts.size(), 2U);
  EXPECT_EQ(c.mounts[0].name, "data");
  EXPECT_FALSE(c.mounts[0].writable);
  EXPECT_TRUE(c.mounts[1].writable);
}

TEST(AnswerCodec, KeepsDefaultsForWhatAContainerLacks) {
  const ContainerDetails c = decode_container(json(R"({"Id":"c1","State":{"Status":"created"}})"));
  EXPECT_EQ(c.status, "created");
  EXPECT_EQ(c.health_status, std::nullopt);
  EXPECT_EQ(c.started_at, std::nullopt);
  EXPECT_TRUE(c.ports.empty());
  EXPECT_TRUE(c.mounts.empty());
}

TEST(AnswerCodec, ReadsAnImage) {
  const ImageDetails image = decode_image(json(R"({"Id":"sha256:i","Architecture":"amd64",
    "Os":"linux","RepoTags":["a:1"],"RepoDigests":["a@sha256:d"],"Size":12,
    "Config":{"Labels":{"k":"v"},"ExposedPorts":{"80/tcp":{},"53/udp":{}},"Volumes":{"/data":{}},
      "Healthcheck":{"Test":["NONE"],"Interval":5,"Timeout":6,"StartPeriod":7,"Retries":8}}})"));
  EXPECT_EQ(image.id, "sha256:i");
  EXPECT_EQ(image.architecture, "amd64");
  EXPECT_EQ(image.os, "linux");
  EXPECT_EQ(image.repo_tags, std::vector<std::string>{"a:1"});
  EXPECT_EQ(image.repo_digests, std::vector<std::string>{"a@sha256:d"});
  EXPECT_EQ(image.size_bytes, 12);
  EXPECT_EQ(image.labels.at("k"), "v");
  EXPECT_EQ(image.exposed_ports.size(), 2U);
  EXPECT_EQ(image.volumes, std::vector<std::string>{"/data"});
  EXPECT_EQ(image.health_test, std::vector<std::string>{"NONE"});
  EXPECT_EQ(image.health_interval, nanoseconds(5));
  EXPECT_EQ(image.health_timeout, nanoseconds(6));
  EXPECT_EQ(image.health_start_period, nanoseconds(7));
  EXPECT_EQ(image.health_retries, 8);
  EXPECT_TRUE(decode_image(json(R"({"Id":"i","RepoTags":null,"Config":null})")).volumes.empty());
}

TEST(AnswerCodec, ReadsNetworksAndVolumes) {
  const NetworkSummary network = decode_network(
      json(R"({"Id":"n1","Name":"net","Driver":"bridge","Labels":null,"Containers":{"c1":{}}})"));
  EXPECT_EQ(network.id + network.name + network.driver, "n1netbridge");
  EXPECT_EQ(network.container_ids, std::vector<std::string>{"c1"});

  const VolumeSummary volume =
      decode_volume(json(R"({"Name":"v","Driver":"local","Mountpoint":"/m","Labels":{"k":"v"},
               "CreatedAt":"2026-01-01T00:00:00Z","UsageData":{"Size":10,"RefCount":2}})"));
  EXPECT_EQ(volume.name + volume.driver + volume.mountpoint, "vlocal/m");
  EXPECT_EQ(volume.created_at, "2026-01-01T00:00:00Z");
  EXPECT_EQ(volume.size_bytes, 10);
  EXPECT_EQ(volume.reference_count, 2);
}

TEST(AnswerCodec, KnowsThatAVolumeWasNotMeasured) {
  for (const char* text : {R"({"Name":"v"})", R"({"Name":"v","UsageData":null})",
                           R"({"Name":"v","UsageData":{"Size":-1,"RefCount":-1}})"}) {
    const VolumeSummary volume = decode_volume(json(text));
    EXPECT_EQ(volume.size_bytes, std::nullopt) << text;
    EXPECT_EQ(volume.reference_count, std::nullopt) << text;
  }
}

TEST(AnswerCodec, ReadsTheEnginesInfo) {
  const EngineInfo info = decode_info(json(R"({"ID":"id","Name":"host","ServerVersion":"28.5",
    "OperatingSystem":"Debian","Architecture":"x86_64","Driver":"overlay2","NCPU":4,
    "MemTotal":1024,"SecurityOptions":["name=seccomp"],"Warnings":null,
    "SystemTime":"1970-01-01T00:00:01Z","DockerRootDir":"/var/lib/docker"})"));
  EXPECT_EQ(info.id, "id");
  EXPECT_EQ(info.name, "host");
  EXPECT_EQ(info.version, "28.5");
  EXPECT_EQ(info.operating_system, "Debian");
  EXPECT_EQ(info.architecture, "x86_64");
  EXPECT_EQ(info.storage_driver, "overlay2");
  EXPECT_EQ(info.cpus, 4);
  EXPECT_EQ(info.memory_bytes, 1024);
  EXPECT_EQ(info.security_options, std::vector<std::string>{"name=seccomp"});
  EXPECT_TRUE(info.warnings.empty());
  EXPECT_EQ(info.system_time, Timestamp(seconds(1)));
  EXPECT_EQ(info.docker_root, "/var/lib/docker");
}

TEST(AnswerCodec, ReadsEvents) {
  const EngineEvent die = decode_event(json(R"({"Type":"container","Action":"die",
    "Actor":{"ID":"c1","Attributes":{"exitCode":"137","name":"db"}},"timeNano":5})"));
  EXPECT_EQ(die.type + "/" + die.action + "/" + die.actor_id, "container/die/c1");
  EXPECT_EQ(die.exit_code, 137);
  EXPECT_EQ(die.attributes.at("name"), "db");
  EXPECT_EQ(die.time, nanoseconds(5));
  const EngineEvent start = decode_event(json(R"({"Type":"container","Action":"start",
    "Actor":{"ID":"c1","Attributes":{"exitCode":""}}})"));
  EXPECT_EQ(start.exit_code, std::nullopt);
}

TEST(AnswerCodec, ReadsHealthEventsOfBothEngines) {
  for (const char* text :
       {R"({"Type":"container","Action":"health_status: healthy"})",
        R"({"Type":"container","Action":"health_status","HealthStatus":"healthy"})"}) {
    const EngineEvent event = decode_event(json(text));
    EXPECT_EQ(event.action, "health_status") << text;
    EXPECT_EQ(event.health_status, "healthy") << text;
  }
}

}  // namespace
}  // namespace devstack::engine
