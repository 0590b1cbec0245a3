// The watcher on a real loop.
#include "devstack/io/file_watcher.hpp"

#include <gmock/gmock.h>

#include "fakes/temporary_folder.hpp"

namespace devstack::io {
namespace {

using ::testing::Contains;

TEST(FileWatcher, WakesForAChange) {
  Loop loop;
  fakes::TemporaryFolder folder;
  FileWatcher watcher(loop);
  watcher.add(folder.path());
  struct Steps {
    static Task<ChangedPaths> write_later(Loop& loop, const fakes::TemporaryFolder& folder) {
      co_await loop.sleep(Duration{5});
      folder.file("a.txt", "1");
      co_return ChangedPaths{};
    }
  };
  TaskSet<bool, ChangedPaths> both;
  both.add(true, watcher.next());
  EXPECT_EQ(both.running(), 1U);
  both.add(false, Steps::write_later(loop, folder));
  loop.run(both.next());
  auto woken = loop.run(both.next());
  EXPECT_THAT(woken.task.take(), Contains((folder.path() / "a.txt").string()));
}

TEST(FileWatcher, AWaitThatIsGivenUpLosesNothing) {
  Loop loop;
  fakes::TemporaryFolder folder;
  FileWatcher watcher(loop);
  watcher.add(folder.path());
  {
    auto given_up = watcher.next();
    given_up.start();
  }
  const std::string file = folder.file("a.txt", "1");
  EXPECT_THAT(loop.run(watcher.next()), Contains(file));
}

}  // namespace
}  // namespace devstack::io
