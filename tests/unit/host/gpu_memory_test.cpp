#include "host/gpu_memory.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace devstack::host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class GpuMemoryTest : public testing::Test {
 protected:
  ~GpuMemoryTest() override {
    ::unsetenv("FAKE_NVML_MEMORY_MIB");
    ::unsetenv("FAKE_NVML_BROKEN");
  }
};

TEST_F(GpuMemoryTest, IsWhatTheDriverTellsOfEachGpu) {
  ::setenv("FAKE_NVML_MEMORY_MIB", "8188,24564", 1);
  EXPECT_THAT(gpu_memory(DEVSTACK_FAKE_NVML),
              ElementsAre(std::int64_t{8188} << 20, std::int64_t{24564} << 20));
}

TEST_F(GpuMemoryTest, AHostWithoutGpusHasNone) {
  EXPECT_THAT(gpu_memory(DEVSTACK_FAKE_NVML), IsEmpty());
}

TEST_F(GpuMemoryTest, ADriverThatDoesNotStartTellsNothing) {
  ::setenv("FAKE_NVML_MEMORY_MIB", "8188", 1);
  ::setenv("FAKE_NVML_BROKEN", "1", 1);
  EXPECT_THAT(gpu_memory(DEVSTACK_FAKE_NVML), IsEmpty());
}

TEST_F(GpuMemoryTest, WithoutTheLibraryOnlyTheKernelIsAsked) {
  EXPECT_THAT(gpu_memory("/nonexistent/libnvidia-ml.so.1"), IsEmpty());
}

}  // namespace
}  // namespace devstack::host
