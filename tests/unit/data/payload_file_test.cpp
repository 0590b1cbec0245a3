// Payloads on full, missing and impossible places.
#include "data/payload_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::data {
namespace {

int error_of(const std::string& path) {
  try {
    PayloadFile file(path);
    file.write("rows");
    file.close();
    return 0;
  } catch (const HostError& error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
    return error.error_number();
  }
}

TEST(PayloadFiles, HoldWhatWasWrittenForTheUserAlone) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.file("payload", "something longer from before");
  PayloadFile file(path);
  file.write("ro");
  file.write("ws");
  file.close();
  std::ifstream in(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "rows");
}

TEST(PayloadFiles, SayWhatTheSystemSaid) {
  const fakes::TemporaryFolder folder;
  EXPECT_EQ(error_of("/dev/full"), ENOSPC);
  EXPECT_EQ(error_of((folder.path() / "gone/payload").string()), ENOENT);
  EXPECT_EQ(error_of(folder.path().string()), EISDIR);
}

}  // namespace
}  // namespace devstack::data
