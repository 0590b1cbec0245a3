#include "host/lock_holder.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <unistd.h>

#include "devstack/base/file_descriptor.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(LockHolder, ReadsTheKernelsList) {
  const auto locks = parse_locks(
      "1: FLOCK  ADVISORY  WRITE 4711 fe:00:131073 0 EOF\n"
      "1: -> FLOCK  ADVISORY  WRITE 4712 fe:00:131073 0 EOF\n"
      "2: POSIX  ADVISORY  WRITE 4713 fe:00:131073 0 EOF\n"
      "3: FLOCK  ADVISORY  READ 4714 fe:00:131073 0 EOF\n"
      "4: FLOCK  ADVISORY  WRITE 0 00:2f:9 0 EOF\n"
      "5: FLOCK  ADVISORY  WRITE 815 00:2f:77 0 EOF\n"
      "nonsense\n\n");
  ASSERT_EQ(locks.size(), 2U);
  EXPECT_EQ(locks[0].pid, 4711);
  EXPECT_EQ(locks[0].device, "fe:00");
  EXPECT_EQ(locks[0].inode, "131073");
  EXPECT_EQ(locks[1].pid, 815);
}

TEST(LockHolder, NamesTheProcessAndItsCommand) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "lock").string();
  const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  ASSERT_EQ(describe_lock_holder(file.get()), "another devstack") << "nobody holds it";
  ASSERT_EQ(::flock(file.get(), LOCK_EX | LOCK_NB), 0);
  const std::string holder = describe_lock_holder(file.get());
  EXPECT_THAT(holder, StartsWith("pid " + std::to_string(::getpid()) + " ("));
  EXPECT_THAT(holder, HasSubstr("host_tests"));
}

TEST(LockHolder, OfAFileThatIsNotOpenNothingIsKnown) {
  EXPECT_EQ(describe_lock_holder(-1), "another devstack");
}

}  // namespace
}  // namespace devstack::host
