#include "devstack/data/exec_stream.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "devstack/base/error.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::data {
namespace {

class ExecStream : public ::testing::Test {
 protected:
  ExecStream() {
    transport_.answer = [this](const io::HttpRequest&, const std::string& target) {
      fakes::Reply reply;
      if (target.ends_with("/exec")) reply.body = R"({"Id":"e1"})";
      if (target.ends_with("/start")) reply.body = output_;
      if (target.ends_with("/json")) {
        reply.body = R"({"Running":false,"ExitCode":)" + std::to_string(exit_code_) + "}";
      }
      return reply;
    };
  }
  std::string code(Task<void> task) {
    try {
      loop_.run(std::move(task));
      return "";
    } catch (const Error& error) {
      details_ = error.details();
      return error.code();
    }
  }
  std::string written() {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  model::Stack stack_;
  io::Loop loop_;
  fakes::ScriptedTransport transport_{loop_};
  engine::Client client_{transport_, loop_, engine::parse_host("unix:///engine.sock")};
  fakes::TemporaryFolder folder_;
  host::StateStore state_{folder_.path().string(), "engine", "project"};
  Workshop workshop_{client_, loop_, stack_, state_, ""};
  std::string file_ = (folder_.path() / "payload").string();
  DumpLine line_{"db", "c1", "the line"};
  std::string output_;
  int exit_code_ = 0;
  std::vector<std::string> details_;
};

TEST_F(ExecStream, ADumpIsItsStandardOutput) {
  output_ = fakes::frame(1, "ro") + fakes::frame(2, "a notice") + fakes::frame(1, "ws");
  EXPECT_EQ(code(dump_to_file(workshop_, line_, file_)), "");
  EXPECT_EQ(written(), "rows");
}

TEST_F(ExecStream, AFailedDumpTellsItsWords) {
  output_ = fakes::frame(1, "half") + fakes::frame(2, "no connection\n");
  exit_code_ = 1;
  EXPECT_EQ(code(dump_to_file(workshop_, line_, file_)), "DS5008");
  EXPECT_EQ(details_, std::vector<std::string>{"says  no connection"});
}

TEST_F(ExecStream, ADumpOfNothingIsNone) {
  EXPECT_EQ(code(dump_to_file(workshop_, line_, file_)), "DS5008");
}

TEST_F(ExecStream, ARestoreReadsTheWholeFile) {
  std::ofstream(file_) << std::string(100'000, 'x');
  EXPECT_EQ(code(restore_from_file(workshop_, line_, file_)), "");
  EXPECT_EQ(transport_.written.size(), 100'000U);
}

TEST_F(ExecStream, AFailedRestoreIsAnError) {
  std::ofstream(file_) << "rows";
  output_ = fakes::frame(2, "syntax error");
  exit_code_ = 3;
  EXPECT_EQ(code(restore_from_file(workshop_, line_, file_)), "DS5008");
}

}  // namespace
}  // namespace devstack::data
