// devstack-mock: stands in for a service whose sources or servers are not here. Also process 1 of
// the image devstack/mock:1, so it has to end on signals by its own doing.
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "mock/check_client.hpp"
#include "mock/config.hpp"
#include "mock/connection.hpp"
#include "mock/http_server.hpp"
#include "mock/json_log.hpp"
#include "mock/service.hpp"
#include "mock/tcp_server.hpp"

namespace devstack::mock {
namespace {

constexpr int kUsage = 2;

std::optional<std::string> environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

int check(std::string_view text) {
  const auto url = parse_url(text);
  if (!url) {
    std::cerr << "devstack-mock: " << text << " is no http:// address\n";
    return kUsage;
  }
  const CheckResult result = check_url(*url, std::chrono::seconds(5));
  if (!result.ok()) {
    std::cerr << "devstack-mock: GET " << text << ": "
              << (result.status != 0 ? std::to_string(result.status) : result.error) << '\n';
  }
  return result.ok() ? 0 : 1;
}

/// Blocked in every thread, they wait for the one that asks. A blocked signal reaches process 1
/// too, which the kernel otherwise shields from signals without a handler.
sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGQUIT}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void announce(const Log& log, const Config& config) {
  std::string text = "this is a mock of " + config.name + ", not the real service;";
  if (config.http_port) text += " http :" + std::to_string(*config.http_port);
  for (const auto port : config.tcp_ports) text += " tcp :" + std::to_string(port);
  for (const auto& need : config.needs) text += " needs " + need.host + ":" + need.port;
  log.write(Level::kInfo, text);
}

[[noreturn]] void serve(Config config, const Log& log, const sigset_t& end_signals) {
  announce(log, config);
  Service service(std::move(config), log);
  std::unique_ptr<HttpServer> http;
  if (service.config().http_port) {
    http = std::make_unique<HttpServer>(service, *service.config().http_port);
  }
  const TcpServer tcp(service.config().tcp_ports);
  int number = 0;
  sigwait(&end_signals, &number);
  log.write(Level::kInfo, "ended by signal " + std::to_string(number));
  std::_Exit(0);  // at once: nothing here has to be put away
}

int run() {
  const sigset_t end_signals = block_end_signals();
  const Log log(environment("DEVSTACK_MOCK_NAME").value_or("mock"), std::cout);
  try {
    limit_resolver();
    serve(read_config(environment), log, end_signals);
  } catch (const ConfigError& error) {
    log.write(Level::kError, error.what());
    return kUsage;
  } catch (const std::system_error& error) {
    log.write(Level::kError, error.what());
    return 1;
  }
}

}  // namespace
}  // namespace devstack::mock

int main(int argc, char** argv) {
  if (argc == 1) return devstack::mock::run();
  if (argc == 3 && std::string_view(argv[1]) == "--check") return devstack::mock::check(argv[2]);
  std::cerr << "usage: devstack-mock                 serves what DEVSTACK_MOCK_* says\n"
               "       devstack-mock --check URL     exit status 0 when a GET is answered by 2xx\n";
  return 2;
}
