// NVIDIA's GPUs and their memory, by the driver's own library, which is loaded only when a stack
// asks for a GPU: most hosts have none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace devstack::host {

/// Bytes of each GPU; 0 for one that is there but cannot be asked. `library` replaces
/// libnvidia-ml.so.1 where it is not empty.
[[nodiscard]] std::vector<std::int64_t> gpu_memory(const std::string& library);

}  // namespace devstack::host
