// Files are replaced; what cannot be written is an error.
#include "cli/show/output_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

TEST(OutputFile, IsReplaced) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "report.xml").string();
  write_file(path, "a long first text");
  write_file(path, "second");
  std::string line;
  std::getline(std::ifstream(path), line);
  EXPECT_EQ(line, "second");
  EXPECT_THROW(write_file(path + "/x", ""), HostError);
}

}  // namespace
}  // namespace devstack::cli
