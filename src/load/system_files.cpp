// The real file system behind load::Files.
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "devstack/base/error.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::load {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return std::nullopt;
  if (error) throw HostError("cannot read", path, error.value());
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw HostError("cannot read", path, errno);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) throw HostError("cannot read", path, errno);
  return text;
}

std::vector<std::string> list_names(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string canonical_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

Files system_files() {
  Files files;
  files.read = read_file;
  files.is_directory = [](const std::string& path) {
    std::error_code error;
    return fs::is_directory(path, error);
  };
  files.list = list_names;
  files.canonical = canonical_path;
  return files;
}

}  // namespace devstack::load
