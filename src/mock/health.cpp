// One thread per need: a name server that does not answer must hold up neither the others nor the
// answer, and the C library's resolver cannot be interrupted.
#include "mock/health.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "mock/connection.hpp"

namespace devstack::mock {
namespace {

/// Shared with the threads, some of which may outlive the call.
struct Round {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<NeedResult> results;
  std::size_t open = 0;
};

void check_one(const std::shared_ptr<Round>& round, std::size_t index, const Need& need,
               std::chrono::milliseconds timeout) {
  const auto start = std::chrono::steady_clock::now();
  const Connection connection(need.host, need.port, timeout);
  const auto took = std::chrono::steady_clock::now() - start;
  const std::scoped_lock lock(round->mutex);
  round->results[index].error = connection.error();
  round->results[index].took = std::chrono::duration_cast<std::chrono::milliseconds>(took);
  --round->open;
  round->changed.notify_one();
}

}  // namespace

std::vector<NeedResult> check_needs(const std::vector<Need>& needs,
                                    std::chrono::milliseconds timeout) {
  const auto round = std::make_shared<Round>();
  for (const auto& need : needs) {
    round->results.push_back(
        {need.name, "no answer in " + std::to_string(timeout.count()) + " ms", timeout});
  }
  round->open = needs.size();
  for (std::size_t i = 0; i < needs.size(); ++i) {
    std::thread(check_one, round, i, needs[i], timeout).detach();
  }
  std::unique_lock lock(round->mutex);
  round->changed.wait_for(lock, timeout, [&] { return round->open == 0; });
  return round->results;
}

}  // namespace devstack::mock
