// The socket by which commands talk to a supervisor: one line in, one answer out, then the end of
// the stream. It lies in a folder that only this user may enter.
#pragma once

#include <optional>
#include <string>

#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/task.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::host {

/// Listens at FOLDER/NAME, in place of a socket that nobody listens at any more. The folder's path
/// may be longer than a socket's address. Throws HostError.
[[nodiscard]] FileDescriptor listen_at(const std::string& folder, const std::string& name);

/// One accepted caller and its line; empty when there is none, or it says nothing within a second.
struct Caller {
  FileDescriptor connection;
  std::string line;
};
[[nodiscard]] std::optional<Caller> accept_caller(const FileDescriptor& listener);

/// Best effort: a caller that has gone away is nobody's loss.
void answer(const FileDescriptor& connection, const std::string& text);

/// Sends the line and reads the answer to its end; empty when nobody listens.
[[nodiscard]] Task<std::optional<std::string>> ask_at(io::Loop& loop, std::string folder,
                                                      std::string name, std::string line);

}  // namespace devstack::host
