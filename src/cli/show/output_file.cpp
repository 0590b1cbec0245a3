#include "cli/show/output_file.hpp"

#include <cerrno>
#include <fstream>

#include "devstack/base/error.hpp"

namespace devstack::cli {

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw HostError("cannot write", path, errno);
}

}  // namespace devstack::cli
