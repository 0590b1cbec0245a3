// Rights and namespaces.
#include <gtest/gtest.h>

#include <fstream>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"
#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecSecurityTest = SpecFixture;

const Row kRows[] = {
    {"pid", [](Service& s) { s.pid = "service:peer"; }, "HostConfig.PidMode",
     R"("container:peer-id")"},
    {"ipc", [](Service& s) { s.ipc = "host"; }, "HostConfig.IpcMode", R"("host")"},
    {"pid", [](Service& s) { s.pid = "container:other"; }, "HostConfig.PidMode",
     R"("container:other-id")"},
    {"cap_add",
     [](Service& s) {
       s.cap_add = {"sys_time", "NET_ADMIN", "CAP_SYS_TIME"};
     },
     "HostConfig.CapAdd", R"(["CAP_NET_ADMIN","CAP_SYS_TIME"])"},
    {"cap_add",
     [](Service& s) {
       s.cap_add = {"NET_ADMIN", "all"};
     },
     "HostConfig.CapAdd", R"(["ALL"])"},
    {"cap_drop",
     [](Service& s) {
       s.cap_add = {"MKNOD"};
       s.cap_drop = {"mknod", "CHOWN"};
     },
     "HostConfig.CapDrop", R"(["CAP_CHOWN"])"},
    {"privileged", [](Service& s) { s.privileged = true; }, "HostConfig.Privileged", "true"},
    {"security_opt",
     [](Service& s) {
       s.security_opt = {"label:disable", "no-new-privileges", "seccomp=unconfined"};
     },
     "HostConfig.SecurityOpt", R"(["label:disable","no-new-privileges","seccomp=unconfined"])"},
    {"security_opt", [](Service& s) { s.security_opt = {"systempaths=unconfined"}; },
     "HostConfig.MaskedPaths", "[]"},
    {"sysctls",
     [](Service& s) {
       s.sysctls = {{"net.core.somaxconn", "1024"}};
     },
     "HostConfig.Sysctls", R"({"net.core.somaxconn":"1024"})"},
};

TEST_F(ContainerSpecSecurityTest, EachKey) { check(kRows); }

TEST_F(ContainerSpecSecurityTest, ASeccompProfileGoesAsItsTextWithoutBlanks) {
  const fakes::TemporaryFolder folder;
  world_.stack.directory = folder.path().string();
  const auto write = [&folder](std::string_view text) {
    std::ofstream(folder.path() / "profile.json", std::ios::binary) << text;
  };
  write("{\n  \"a b\": \"c \\\" d\",\r\n\t\"n\": [1, 2]\n}\n");
  for (const char* option : {"seccomp=profile.json", "seccomp:profile.json"}) {
    service().security_opt = {option};
    EXPECT_EQ(container_spec(input()).body["HostConfig"]["SecurityOpt"].string_items().at(0),
              "seccomp={\"a b\":\"c \\\" d\",\"n\":[1,2]}");
  }
  write("{");
  EXPECT_THROW((void)container_spec(input()), Error);
  service().security_opt = {"seccomp=absent.json"};
  EXPECT_THROW((void)container_spec(input()), HostError);
}

}  // namespace
}  // namespace devstack::reconcile
