#include "host/control_socket.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

TEST(ControlSocket, OneLineInOneAnswerOut) {
  const fakes::TemporaryFolder folder;
  // Longer than a socket's address may be.
  const std::string deep = (folder.path() / std::string(90, 'a') / std::string(90, 'b')).string();
  std::filesystem::create_directories(deep);
  const FileDescriptor listener = listen_at(deep, "s.socket");
  std::string heard;
  std::jthread server([&listener, &heard] {
    for (int tries = 0; tries < 2000; ++tries) {
      if (auto caller = accept_caller(listener)) {
        heard = caller->line;
        answer(caller->connection, std::string(100'000, 'x'));
        return;
      }
      ::usleep(1'000);
    }
  });
  io::Loop loop;
  const auto reply = loop.run(ask_at(loop, deep, "s.socket", "stop 5"));
  server.join();
  EXPECT_EQ(heard, "stop 5");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->size(), 100'000U);
}

TEST(ControlSocket, NobodyListensAtAnOldSocket) {
  const fakes::TemporaryFolder folder;
  io::Loop loop;
  { const FileDescriptor listener = listen_at(folder.path().string(), "s.socket"); }
  EXPECT_FALSE(loop.run(ask_at(loop, folder.path().string(), "s.socket", "status")));
  EXPECT_FALSE(loop.run(ask_at(loop, folder.path().string(), "none.socket", "status")));
  EXPECT_TRUE(listen_at(folder.path().string(), "s.socket").valid()) << "it is taken over";
}

TEST(ControlSocket, AMissingFolderIsAnError) {
  EXPECT_THROW(static_cast<void>(listen_at("/nonexistent", "s.socket")), HostError);
}

TEST(ControlSocket, NoCallerNoLine) {
  const fakes::TemporaryFolder folder;
  const FileDescriptor listener = listen_at(folder.path().string(), "s.socket");
  EXPECT_FALSE(accept_caller(listener));
}

}  // namespace
}  // namespace devstack::host
