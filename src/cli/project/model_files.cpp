#include "cli/project/model_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

/// True if `file` is the folder or one above it, or near the root.
bool holds(const fs::path& file, const fs::path& folder) {
  const auto parts = std::distance(file.begin(), file.end());
  if (parts <= 2) return true;
  return std::mismatch(file.begin(), file.end(), folder.begin(), folder.end()).first == file.end();
}

}  // namespace

std::vector<std::string> model_files(const model::Stack& stack,
                                     const std::vector<std::string>& services) {
  std::vector<std::string> files;
  for (const auto& [name, service] : stack.services) {
    const bool chosen = services.empty() || std::ranges::find(services, name) != services.end();
    if (!chosen || service.extension.role != "model-cache" || !service.extension.process) continue;
    for (const std::string& declared : service.extension.process->needs.files) {
      const fs::path file = fs::path(declared).lexically_normal();
      std::error_code error;
      const bool is_pattern = declared.find_first_of("*?[") != std::string::npos;
      const bool is_there = fs::exists(fs::symlink_status(file, error));
      if (is_pattern || !is_there || holds(file, stack.directory)) continue;
      files.push_back(file.string());
    }
  }
  return files;
}

void remove_model_files(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    std::error_code error;
    fs::remove_all(file, error);
    if (error) throw HostError("cannot delete", file, error.value());
  }
}

}  // namespace devstack::cli
