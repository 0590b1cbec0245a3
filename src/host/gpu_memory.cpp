// Five functions of NVML (NVIDIA Management Library, nvml.h), by name.
#include "host/gpu_memory.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

namespace devstack::host {
namespace {

// As in nvml.h; 0 is NVML_SUCCESS.
using NvmlResult = int;
using NvmlDevice = void*;
struct NvmlMemory {
  unsigned long long total = 0, free = 0, used = 0;
};

struct CloseLibrary {
  void operator()(void* library) const { ::dlclose(library); }
};
using Library = std::unique_ptr<void, CloseLibrary>;

template <class Function>
Function* function(const Library& library, const char* name) {
  return reinterpret_cast<Function*>(::dlsym(library.get(), name));  // NOLINT: what dlsym is for
}

/// Empty when the library cannot be used.
std::optional<std::vector<std::int64_t>> ask_driver(const std::string& path) {
  const Library library(::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL));
  if (!library) return std::nullopt;
  auto* const init = function<NvmlResult()>(library, "nvmlInit_v2");
  auto* const shutdown = function<NvmlResult()>(library, "nvmlShutdown");
  auto* const count = function<NvmlResult(unsigned*)>(library, "nvmlDeviceGetCount_v2");
  auto* const handle =
      function<NvmlResult(unsigned, NvmlDevice*)>(library, "nvmlDeviceGetHandleByIndex_v2");
  auto* const memory =
      function<NvmlResult(NvmlDevice, NvmlMemory*)>(library, "nvmlDeviceGetMemoryInfo");
  if (init == nullptr || shutdown == nullptr || count == nullptr || handle == nullptr ||
      memory == nullptr || init() != 0) {
    return std::nullopt;
  }
  std::vector<std::int64_t> found;
  unsigned devices = 0;
  if (count(&devices) != 0) devices = 0;
  for (unsigned index = 0; index < devices; ++index) {
    NvmlDevice device = nullptr;
    NvmlMemory use;
    const bool told = handle(index, &device) == 0 && memory(device, &use) == 0;
    found.push_back(told ? static_cast<std::int64_t>(use.total) : 0);
  }
  shutdown();
  return found;
}

/// What the kernel's driver lists, without their memory.
std::vector<std::int64_t> listed_by_kernel() {
  std::vector<std::int64_t> found;
  std::error_code error;
  for (const auto& gpu : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", error)) {
    static_cast<void>(gpu);
    found.push_back(0);
  }
  if (found.empty() && std::filesystem::exists("/dev/nvidia0", error)) found.push_back(0);
  return found;
}

}  // namespace

std::vector<std::int64_t> gpu_memory(const std::string& library) {
  auto told = ask_driver(library.empty() ? "libnvidia-ml.so.1" : library);
  if (told && !told->empty()) return std::move(*told);
  return listed_by_kernel();
}

}  // namespace devstack::host
