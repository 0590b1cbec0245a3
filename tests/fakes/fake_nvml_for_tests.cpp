// A stand-in for NVIDIA's management library, for tests only: as many GPUs as FAKE_NVML_MEMORY_MIB
// has numbers, "8188,24564".
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::vector<unsigned long long> memories() {
  const char* text = std::getenv("FAKE_NVML_MEMORY_MIB");
  std::vector<unsigned long long> found;
  std::istringstream stream(text == nullptr ? "" : text);
  for (std::string number; std::getline(stream, number, ',');) found.push_back(std::stoull(number));
  return found;
}

}  // namespace

extern "C" {

struct FakeNvmlMemory {
  unsigned long long total, free, used;
};

int nvmlInit_v2();
int nvmlShutdown();
int nvmlDeviceGetCount_v2(unsigned* count);
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device);
int nvmlDeviceGetMemoryInfo(void* device, FakeNvmlMemory* memory);

int nvmlInit_v2() { return std::getenv("FAKE_NVML_BROKEN") == nullptr ? 0 : 9; }
int nvmlShutdown() { return 0; }
int nvmlDeviceGetCount_v2(unsigned* count) {
  *count = static_cast<unsigned>(memories().size());
  return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
  static char devices[64];
  if (index >= memories().size() || index >= sizeof(devices)) return 2;
  *device = devices + index;
  return 0;
}
int nvmlDeviceGetMemoryInfo(void* device, FakeNvmlMemory* memory) {
  void* first = nullptr;
  if (nvmlDeviceGetHandleByIndex_v2(0, &first) != 0) return 2;
  const auto index = static_cast<char*>(device) - static_cast<char*>(first);
  memory->total = memories().at(static_cast<std::size_t>(index)) << 20;
  memory->free = memory->total;
  memory->used = 0;
  return 0;
}

}  // extern "C"
