#include "devstack/reconcile/port_conflict.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devstack/base/file_descriptor.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

class PortConflict : public RunnerFixture {
 protected:
  PortConflict() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(socket_.get(), 1), 0);
    socklen_t size = sizeof address;
    ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    wanted_.service = "db";
    wanted_.project_id = world_.stack.id;
    wanted_.host_ip = "127.0.0.1";
    wanted_.port = ntohs(address.sin_port);
    wanted_.protocol = "tcp";
    on("GET /containers/json", 200, "[]");
  }

  /// The engine lists one container that publishes the port.
  void publishes(const std::string& name, const Value& all) {
    transport_.answer = [this, name, text = to_json(all)](const io::HttpRequest&,
                                                          const std::string&) {
      fakes::Reply reply;
      reply.body = fmt::format(
          R"([{{"Id":"c1","Names":["/{}"],"Labels":{},
               "Ports":[{{"PrivatePort":5432,"PublicPort":{},"Type":"tcp"}}]}}])",
          name, text, wanted_.port);
      return reply;
    };
  }
  std::vector<FailureReport> conflicts() {
    std::vector<WantedPort> all{wanted_};
    return run(port_conflicts(client_, std::move(all)));
  }

  FileDescriptor socket_;
  WantedPort wanted_;
};

TEST_F(PortConflict, NamesTheProcessThatListens) {
  const auto reports = conflicts();
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].code, "DS2101");
  EXPECT_EQ(reports[0].title, fmt::format("port {} is in use", wanted_.port));
  EXPECT_EQ(reports[0].lines.at(0).text, fmt::format("db: 127.0.0.1:{}/tcp", wanted_.port));
  EXPECT_NE(reports[0].lines.at(1).text.find(fmt::format("(pid {},", ::getpid())),
            std::string::npos)
      << reports[0].lines.at(1).text;
}

TEST_F(PortConflict, NamesTheContainerBehindTheProxy) {
  Value all = Value::object();
  publishes("stray", all);
  EXPECT_EQ(conflicts().at(0).lines.at(1).text, "container stray");
  all.set(labels::kProject, "blog");
  publishes("blog-db-1", all);
  EXPECT_EQ(conflicts().at(0).lines.at(1).text, "container blog-db-1 of project blog");
}

TEST_F(PortConflict, IsNoneWithTheServicesOwnContainer) {
  publishes("shop-db-1", our_labels("db"));
  EXPECT_TRUE(conflicts().empty());
  wanted_.service = "api";
  EXPECT_EQ(conflicts().size(), 1U);
}

TEST_F(PortConflict, IsNoneForAFreePort) {
  socket_ = FileDescriptor(-1);
  EXPECT_TRUE(conflicts().empty());
  EXPECT_TRUE(transport_.seen.empty());
  EXPECT_EQ(run(port_holder(client_, wanted_)), "");
}

TEST_F(PortConflict, AnUnseenHolderIsCalledSo) {
  wanted_.host_ip.clear();
  const FailureReport report = port_in_use(wanted_, "");
  EXPECT_EQ(report.lines.at(0).text, fmt::format("db: 0.0.0.0:{}/tcp", wanted_.port));
  EXPECT_EQ(report.lines.at(1).text, "nobody that can be seen from here");
}

}  // namespace
}  // namespace devstack::reconcile
