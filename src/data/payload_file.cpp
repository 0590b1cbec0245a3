#include "data/payload_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "devstack/base/error.hpp"

namespace devstack::data {

PayloadFile::PayloadFile(std::string path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
  if (!file_.valid()) throw HostError("cannot create", path_, errno);
}

void PayloadFile::write(std::string_view bytes) {
  if (!write_all(file_.get(), bytes)) throw HostError("cannot write", path_, errno);
}

void PayloadFile::close() {
  if (::close(file_.release()) != 0) throw HostError("cannot write", path_, errno);
}

}  // namespace devstack::data
