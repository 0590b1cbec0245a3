// Volumes and files; expected values are those of Docker Compose 2.40.3.
#include <gtest/gtest.h>

#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecStorageTest = SpecFixture;

const Row kRows[] = {
    {"volumes_from",
     [](Service& s) {
       s.volumes_from = {"peer:ro", "container:other"};
     },
     "HostConfig.VolumesFrom", R"(["peer-id","other"])"},
    {"tmpfs",
     [](Service& s) {
       s.tmpfs = {"/tt:size=1m", "/tu"};
     },
     "HostConfig.Tmpfs", R"({"/tt":"size=1m","/tu":""})"},
    {"shm_size", [](Service& s) { s.shm_size = 2097152; }, "HostConfig.ShmSize", "2097152"},
    {"read_only", [](Service& s) { s.read_only = true; }, "HostConfig.ReadonlyRootfs", "true"},
};

TEST_F(ContainerSpecStorageTest, EachKey) { check(kRows); }

/// Volumes: which form each takes, and what it says.
struct MountRow {
  const char* what;
  void (*set)(model::Mount& mount);
  const char* binds;
  const char* mounts;
};

const MountRow kMountRows[] = {
    {"named volume", [](model::Mount& m) { m.source = "data"; }, R"(["shop_data:/t:rw"])", "null"},
    {"nocopy",
     [](model::Mount& m) {
       m.source = "data";
       m.has_options = true;
       m.volume_nocopy = true;
     },
     "null",
     R"([{"Type":"volume","Source":"shop_data","Target":"/t","VolumeOptions":{"NoCopy":true}}])"},
    {"anonymous, long form", [](model::Mount&) {}, "null", R"([{"Type":"volume","Target":"/t"}])"},
    {"anonymous, short form", [](model::Mount& m) { m.has_options = true; }, "null",
     R"([{"Type":"volume","Target":"/t","VolumeOptions":{}}])"},
    {"bind, long form",
     [](model::Mount& m) {
       m.type = model::MountType::kBind;
       m.source = "/x";
       m.consistency = "cached";
     },
     R"(["/x:/t:rw"])", "null"},
    {"bind with a propagation",
     [](model::Mount& m) {
       m.type = model::MountType::kBind;
       m.source = "/x";
       m.has_options = true;
       m.bind_create_host_path = true;
       m.bind_propagation = "rslave";
     },
     "null",
     R"([{"Type":"bind","Source":"/x","Target":"/t",)"
     R"("BindOptions":{"Propagation":"rslave","CreateMountpoint":true}}])"},
    {"bind",
     [](model::Mount& m) {
       m.type = model::MountType::kBind;
       m.source = "/x";
       m.read_only = true;
       m.has_options = true;
       m.bind_create_host_path = true;
       m.bind_selinux = "z";
     },
     R"(["/x:/t:ro,z"])", "null"},
    {"bind that must exist",
     [](model::Mount& m) {
       m.type = model::MountType::kBind;
       m.source = "/x";
       m.has_options = true;
       m.bind_recursive = "disabled";
     },
     "null",
     R"([{"Type":"bind","Source":"/x","Target":"/t","BindOptions":{"NonRecursive":true}}])"},
    {"tmpfs",
     [](model::Mount& m) {
       m.type = model::MountType::kTmpfs;
       m.has_options = true;
       m.tmpfs_size = 1048576;
       m.tmpfs_mode = 448;
     },
     "null", R"([{"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":1048576,"Mode":448}}])"},
    {"image",
     [](model::Mount& m) {
       m.type = model::MountType::kImage;
       m.source = "files:1";
       m.has_options = true;
       m.image_subpath = "a";
     },
     "null",
     R"([{"Type":"image","Source":"files:1","Target":"/t","ImageOptions":{"Subpath":"a"}}])"},
};

TEST_F(ContainerSpecStorageTest, EachKindOfMount) {
  world_.volume("data");
  for (const MountRow& row : kMountRows) {
    model::Mount mount;
    mount.target = "/t";
    row.set(mount);
    service().volumes = {mount};
    EXPECT_EQ(at("HostConfig.Binds"), row.binds) << row.what;
    EXPECT_EQ(at("HostConfig.Mounts"), row.mounts) << row.what;
  }
}

TEST_F(ContainerSpecStorageTest, FilesAreMountedAndContentsAreNot) {
  world_.stack.configs["file"].file = "/conf";
  world_.stack.configs["text"].content = "hello";
  service().configs = {{"file", "/a", "", "", {}, {}}, {"text", "/b", "", "", {}, {}}};
  EXPECT_EQ(at("HostConfig.Mounts"),
            R"([{"Type":"bind","Source":"/conf","Target":"/a","ReadOnly":true}])");
}

TEST_F(ContainerSpecStorageTest, ASecretsFileMustExist) {
  world_.stack.secrets["token"].file = "/token";
  service().secrets = {{"token", "/run/secrets/token", "", "", {}, {}}};
  EXPECT_EQ(at("HostConfig.Mounts"),
            R"([{"Type":"bind","Source":"/token","Target":"/run/secrets/token",)"
            R"("ReadOnly":true,"BindOptions":{}}])");
}

}  // namespace
}  // namespace devstack::reconcile
