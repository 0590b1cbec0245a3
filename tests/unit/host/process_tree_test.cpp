#include "devstack/host/process_tree.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

namespace devstack::host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ProcessTree, ReadsALineWhoseNameHasBracketsAndBlanks) {
  ProcessEntry entry;
  ASSERT_TRUE(
      parse_process_stat("12 (a) R (b) S 3 4 5 0 -1 4194560 1 0 0 0 7 8 0 0 20 0 1 0 "
                         "998877 1000 42 18446744073709551615\n",
                         entry));
  EXPECT_EQ(entry.pid, 12);
  EXPECT_EQ(entry.state, 'S');
  EXPECT_EQ(entry.parent, 3);
  EXPECT_EQ(entry.group, 4);
  EXPECT_EQ(entry.session, 5);
  EXPECT_EQ(entry.cpu_ticks, 15U);
  EXPECT_EQ(entry.start_ticks, 998877U);
  EXPECT_EQ(entry.resident_pages, 42);
}

TEST(ProcessTree, RefusesWhatIsNoSuchLine) {
  ProcessEntry entry;
  for (const char* text : {"", "12", "12 (x)", "x (y) S 1", "12 (x) S 1 2 3", ")))"}) {
    EXPECT_FALSE(parse_process_stat(text, entry)) << text;
  }
}

ProcessEntry process(int pid, int parent, std::uint64_t start, char state = 'S') {
  ProcessEntry entry;
  entry.pid = pid;
  entry.parent = parent;
  entry.start_ticks = start;
  entry.state = state;
  return entry;
}

std::vector<int> pids(const std::vector<ProcessEntry>& entries) {
  std::vector<int> found;
  for (const auto& entry : entries) found.push_back(entry.pid);
  return found;
}

TEST(ProcessTree, DescendantsComeEldestFirstAndDeadOnesDoNotCount) {
  const std::vector<ProcessEntry> all{process(5, 3, 30),      process(3, 2, 20), process(4, 2, 10),
                                      process(6, 4, 40, 'Z'), process(7, 6, 50), process(9, 1, 5)};
  EXPECT_THAT(pids(descendants(all, 2)), ElementsAre(4, 3, 5, 7));
  EXPECT_THAT(pids(descendants(all, 8)), IsEmpty());
}

TEST(ProcessTree, ALoopOfParentsEnds) {
  const std::vector<ProcessEntry> all{process(1, 2, 1), process(2, 1, 2)};
  EXPECT_THAT(pids(descendants(all, 1)), ElementsAre(2));
}

TEST(ProcessTree, ListsThisProcess) {
  const auto all = list_processes();
  EXPECT_TRUE(std::ranges::any_of(all, [](const auto& one) { return one.pid == ::getpid(); }));
  EXPECT_GT(tree_use(all, ::getpid()).memory_bytes, 0);
  EXPECT_EQ(tree_use(all, ::getpid()).processes, 1);
  EXPECT_GT(host_time().cpu_time.count(), 0);
  EXPECT_GT(host_time().cpus, 0);
}

TEST(ProcessTree, FindsByMarkerWhatHasLeftItsFamily) {
  const std::string marker = "test-" + std::to_string(::getpid()) + "/api/1";
  const std::string variable = std::string(kProcessMarker) + "=" + marker;
  const pid_t child = ::fork();
  if (child == 0) {
    ::setsid();
    ::execle("/bin/sleep", "sleep", "60", nullptr,
             std::vector<char*>{const_cast<char*>(variable.c_str()), nullptr}.data());
    ::_exit(127);
  }
  std::vector<ProcessIdentity> found;
  for (int tries = 0; tries < 500 && found.empty(); ++tries) {
    ::usleep(2'000);
    found = marked_processes("test-" + std::to_string(::getpid()) + "/api/");
  }
  EXPECT_THAT(marked_processes("test-" + std::to_string(::getpid()) + "/web/"), IsEmpty());
  EXPECT_TRUE(started_with(child).empty());  // nothing but the marker
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].pid, child);
  EXPECT_THAT(marked_processes(marker), IsEmpty());
}

}  // namespace
}  // namespace devstack::host
