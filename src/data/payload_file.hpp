// A payload that is being written: what the system said when it could not be is in the error.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/file_descriptor.hpp"

namespace devstack::data {

class PayloadFile {
 public:
  /// Makes it anew, for the user alone. Throws HostError.
  explicit PayloadFile(std::string path);

  /// All of the bytes. Throws HostError.
  void write(std::string_view bytes);
  /// Some file systems tell only now that there was no room. Throws HostError.
  void close();

 private:
  std::string path_;
  FileDescriptor file_;
};

}  // namespace devstack::data
