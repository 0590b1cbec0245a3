// What io's own files share of the loop. Asio stays behind this header and out of public ones.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/system/error_code.hpp>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "devstack/io/loop.hpp"

namespace devstack::io {

struct Loop::Impl {
  boost::asio::io_context context{1};
  /// One set per list of signals, so that waits for different ones do not disturb each other. They
  /// stay: a signal that comes between two waits is kept for the next.
  std::map<std::vector<int>, boost::asio::signal_set> signals;
  std::optional<boost::asio::thread_pool> workers;  ///< made when first needed
};

/// The meeting point of an Asio handler and the coroutine that waits for it. The handler keeps it
/// alive; `wait` gives the handler's arguments. If the coroutine is destroyed first, the handler
/// finds nobody and does nothing.
template <class... Results>
struct Pending {
  Event done;
  std::tuple<Results...> results;

  /// A completion handler for `pending`; `keep` lives as long as the operation may use it.
  template <class... Keep>
  static auto handler(std::shared_ptr<Pending> pending, Keep... keep) {
    return [pending = std::move(pending), ... keep = std::move(keep)](Results... values) {
      pending->results = std::tuple<Results...>(std::move(values)...);
      pending->done.set();
    };
  }
};

}  // namespace devstack::io
