// The watched folders on the loop.
#include "devstack/io/file_watcher.hpp"

#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <utility>

#include "io/loop_impl.hpp"
#include "io/watch_tree.hpp"

namespace devstack::io {

namespace asio = boost::asio;

struct FileWatcher::Impl {
  Impl(Loop& loop, SkipFolder skip)
      : tree(std::move(skip)), stream(loop.impl().context, tree.descriptor()) {}
  ~Impl() { stream.release(); }  // the tree closes it

  WatchTree tree;
  asio::posix::stream_descriptor stream;
};

FileWatcher::FileWatcher(Loop& loop, SkipFolder skip)
    : impl_(std::make_unique<Impl>(loop, std::move(skip))) {}
FileWatcher::~FileWatcher() = default;

void FileWatcher::add(const std::string& path) { impl_->tree.add_root(path); }

Task<ChangedPaths> FileWatcher::next() {
  for (;;) {
    ChangedPaths changed;
    impl_->tree.read(changed);
    if (!changed.empty()) co_return changed;
    const auto pending = std::make_shared<Pending<boost::system::error_code>>();
    impl_->stream.async_wait(asio::posix::stream_descriptor::wait_read,
                             Pending<boost::system::error_code>::handler(pending));
    co_await pending->done;
  }
}

}  // namespace devstack::io
