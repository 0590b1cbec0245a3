// devstack-mock: stands in for a service whose sources or servers are not here. Also process 1 of
// the image devstack/mock:1, so it has to end on signals by its own doing.
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "mock/check_client.hpp"
#include "mock/config.hpp"
#include "mock/connection.hpp"
#include "mock/copy_tree.hpp"
#include "mock/health.hpp"
#include "mock/http_server.hpp"
#include "mock/json_log.hpp"
#include "mock/reach_report.hpp"
#include "mock/request_script.hpp"
#include "mock/service.hpp"
#include "mock/tcp_server.hpp"
#include "mock/tree_survey.hpp"

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

/// Nothing is sent: whether somebody listens is all that is asked.
int connect(std::string_view text) {
  constexpr std::chrono::seconds kLimit{5};
  const auto needs = parse_needs(text);
  if (needs.empty()) {
    std::cerr << "devstack-mock: no HOST:PORT to connect to\n";
    return kUsage;
  }
  const auto results = check_needs(needs, kLimit);
  int code = 0;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const std::string where = needs[i].host + ":" + needs[i].port;
    if (results[i].ok()) {
      std::cout << where << " accepts\n";
    } else {
      std::cerr << where << ": " << results[i].error << '\n';
      code = 1;
    }
  }
  std::cout.flush();
  std::_Exit(code);  // an attempt that hangs in the resolver is not waited for
}

int run_connect(std::string_view text) {
  try {
    limit_resolver();
    return connect(text);
  } catch (const ConfigError&) {
    std::cerr << "devstack-mock: " << text << " is no HOST:PORT\n";
    return kUsage;
  }
}

int request(const char* file) {
  try {
    limit_resolver();
    return run_script(file, environment, std::cout) == ScriptResult::kDone ? 0 : 1;
  } catch (const ScriptError& error) {
    std::cerr << "devstack-mock: " << error.what() << '\n';
    return kUsage;
  }
}

/// `words`: milliseconds, then addresses.
int reach(const std::vector<std::string>& words) {
  int timeout = 0;
  const char* end = words.front().data() + words.front().size();
  if (std::from_chars(words.front().data(), end, timeout).ptr != end || timeout <= 0) {
    std::cerr << "devstack-mock: " << words.front() << " is no number of milliseconds\n";
    return kUsage;
  }
  try {
    limit_resolver();
    std::cout << reach_report({words.begin() + 1, words.end()}, std::chrono::milliseconds(timeout));
    std::cout.flush();
    std::_Exit(0);  // an attempt that hangs in the resolver is not waited for
  } catch (const ConfigError& error) {
    std::cerr << "devstack-mock: " << error.what() << '\n';
    return kUsage;
  }
}

/// Pairs of folders: FROM TO, FROM TO …
int copy(int count, char** folders, Target target) {
  try {
    for (int at = 0; at + 1 < count; at += 2) {
      const TreeSize size = copy_tree(folders[at], folders[at + 1], target);
      std::cout << folders[at + 1] << ' ' << size.entries << ' ' << size.bytes << std::endl;
    }
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "devstack-mock: " << error.what() << std::endl;
    return 1;
  }
}

int survey(int count, char** folders) {
  try {
    for (int at = 0; at < count; ++at) {
      const TreeSize size = measure_tree(folders[at]);
      std::cout << folders[at] << ' ' << size.entries << ' ' << size.bytes << ' '
                << free_bytes(folders[at]) << std::endl;
    }
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "devstack-mock: " << error.what() << std::endl;
    return 1;
  }
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
  for (const auto& line : config.log_lines) log.write(Level::kInfo, line);
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
  if (argc == 3 && std::string_view(argv[1]) == "--connect") {
    return devstack::mock::run_connect(argv[2]);
  }
  if (argc == 3 && std::string_view(argv[1]) == "--requests") {
    return devstack::mock::request(argv[2]);
  }
  if (argc > 3 && std::string_view(argv[1]) == "--reach") {
    return devstack::mock::reach({argv + 2, argv + argc});
  }
  if (argc > 3 && argc % 2 == 0) {
    using devstack::mock::Target;
    const std::string_view mode(argv[1]);
    if (mode == "--copy-tree")
      return devstack::mock::copy(argc - 2, argv + 2, Target::kMustBeEmpty);
    if (mode == "--replace-tree") return devstack::mock::copy(argc - 2, argv + 2, Target::kReplace);
  }
  if (argc > 2 && std::string_view(argv[1]) == "--survey") {
    return devstack::mock::survey(argc - 2, argv + 2);
  }
  std::cerr
      << "usage: devstack-mock                 serves what DEVSTACK_MOCK_* says\n"
         "       devstack-mock --check URL     exit status 0 when a GET is answered by 2xx\n"
         "       devstack-mock --connect LIST  exit status 0 when each HOST:PORT of it accepts\n"
         "       devstack-mock --requests FILE sends what the file lists, judges the answers\n"
         "       devstack-mock --reach MILLISECONDS HOST:PORT...\n"
         "                                     which of them accept a connection\n";
  return 2;
}
