#include "reconcile/start_refusal.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

using Kind = StartRefusal::Kind;

struct Row {
  const char* words;
  Kind kind;
  const char* host_ip;
  std::uint16_t port;
};

TEST(StartRefusal, ReadsTheWordsOfEngines) {
  const Row rows[] = {
      {"driver failed programming external connectivity on endpoint a (0f): Bind for "
       "0.0.0.0:5432 failed: port is already allocated",
       Kind::kPortInUse, "0.0.0.0", 5432},
      {"driver failed programming external connectivity on endpoint a (0f): Error starting "
       "userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use",
       Kind::kPortInUse, "127.0.0.1", 8080},
      {"failed to set up container networking: failed to bind host port for "
       "127.0.0.1:8080:172.20.0.2:80/tcp: address already in use",
       Kind::kPortInUse, "127.0.0.1", 8080},
      {"listen tcp6 [::]:53: bind: address already in use", Kind::kPortInUse, "::", 53},
      {"Bind for :::8080 failed: port is already allocated", Kind::kPortInUse, "::", 8080},
      {"cannot listen on the TCP port: listen tcp4 :8080: bind: address already in use",
       Kind::kPortInUse, "", 8080},
      {"address already in use", Kind::kPortInUse, "", 0},
      {"invalid mount config for type \"bind\": bind source path does not exist: /x",
       Kind::kMissingSource, "", 0},
      {"exec: \"nope\": executable file not found in $PATH: unknown", Kind::kBadCommand, "", 0},
      {"exec /run.sh: exec format error", Kind::kBadCommand, "", 0},
      {"could not select device driver at 10.0.0.1:80", Kind::kOther, "", 0},
  };
  for (const Row& row : rows) {
    const StartRefusal refusal = classify_start_refusal(row.words);
    EXPECT_EQ(refusal.kind, row.kind) << row.words;
    EXPECT_EQ(refusal.host_ip, row.host_ip) << row.words;
    EXPECT_EQ(refusal.port, row.port) << row.words;
  }
}

TEST(StartRefusal, TakesNoNumberBeyondThePortsForAPort) {
  EXPECT_EQ(classify_start_refusal("0.0.0.0:99999: address already in use").port, 0);
}

}  // namespace
}  // namespace devstack::reconcile
