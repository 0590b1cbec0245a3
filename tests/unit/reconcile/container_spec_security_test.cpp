// Rights and namespaces.
#include <gtest/gtest.h>

#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecSecurityTest = SpecFixture;

const Row kRows[] = {
    {"pid", [](Service& s) { s.pid = "service:peer"; }, "HostConfig.PidMode",
     R"("container:peer-id")"},
    {"ipc", [](Service& s) { s.ipc = "host"; }, "HostConfig.IpcMode", R"("host")"},
    {"cap_add", [](Service& s) { s.cap_add = {"NET_ADMIN"}; }, "HostConfig.CapAdd",
     R"(["NET_ADMIN"])"},
    {"privileged", [](Service& s) { s.privileged = true; }, "HostConfig.Privileged", "true"},
    {"security_opt",
     [](Service& s) {
       s.security_opt = {"label:disable", "seccomp=unconfined"};
     },
     "HostConfig.SecurityOpt", R"(["label=disable","seccomp=unconfined"])"},
    {"security_opt", [](Service& s) { s.security_opt = {"systempaths=unconfined"}; },
     "HostConfig.MaskedPaths", "[]"},
    {"sysctls",
     [](Service& s) {
       s.sysctls = {{"net.core.somaxconn", "1024"}};
     },
     "HostConfig.Sysctls", R"({"net.core.somaxconn":"1024"})"},
};

TEST_F(ContainerSpecSecurityTest, EachKey) { check(kRows); }

}  // namespace
}  // namespace devstack::reconcile
