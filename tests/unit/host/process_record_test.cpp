#include "devstack/host/process_record.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "fakes/temporary_folder.hpp"
#include "host/process_record_codec.hpp"

namespace devstack::host {
namespace {

ProcessRecord sample() {
  ProcessRecord record;
  record.service = "api";
  record.supervisor = {41, 1000, "boot"};
  record.process = {42, 1001, "boot"};
  record.marker = "project/api/1";
  record.phase = ProcessPhase::kBackingOff;
  record.started_at = SystemTime(std::chrono::milliseconds(1'763'700'000'123));
  record.next_start = SystemTime(std::chrono::milliseconds(1'763'700'008'000));
  record.restarts = 5;
  record.exit_code = 137;
  record.log = "/tmp/a\tb.log";
  record.log_begin = 77;
  record.fields = {{"command", "abc"}, {"env.LEVEL", "def"}};
  return record;
}

TEST(ProcessRecord, ComesBackAsItWas) {
  const auto read = decode_process(encode(sample()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, sample());
}

TEST(ProcessRecord, DamageReadsAsAbsent) {
  std::string text = encode(sample());
  text[text.size() / 2] ^= 1;
  EXPECT_FALSE(decode_process(text));
  EXPECT_FALSE(decode_process(""));
}

TEST(ProcessRecords, AreOneFileEachAndPrivate) {
  const fakes::TemporaryFolder folder;
  const ProcessRecords records(folder.path().string());
  EXPECT_TRUE(records.read().empty());
  records.write(sample());
  ProcessRecord other = sample();
  other.service = "web";
  records.write(other);
  EXPECT_EQ(records.read().size(), 2U);
  EXPECT_EQ(records.read().at("api"), sample());
  struct stat status {};
  ASSERT_EQ(::stat((records.folder() + "/api.process").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  records.remove("api");
  EXPECT_EQ(records.read().size(), 1U);
}

TEST(ProcessRecords, ASocketsNameFitsWhateverTheServiceIsCalled) {
  const std::string name = ProcessRecords::socket_name(std::string(200, 'x'));
  EXPECT_LT(name.size(), 60U);
  EXPECT_NE(name, ProcessRecords::socket_name("x"));
}

}  // namespace
}  // namespace devstack::host
