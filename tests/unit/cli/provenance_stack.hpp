// The stack of tests/data/provenance, in which every value has a history.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "devstack/load/loader.hpp"

namespace devstack::cli {

inline load::Loaded load_provenance_stack(const std::string& profile = {}) {
  load::LoadRequest request;
  request.working_directory = std::string(DEVSTACK_TEST_DATA) + "/provenance";
  request.environment = {{"SHELL_ONLY", "from the shell"}, {"TAG", "9"}};
  if (!profile.empty()) request.profiles = {profile};
  request.provenance = true;
  auto loaded = load::load_stack(request, load::system_files());
  for (const auto& found : loaded.diagnostics.all()) ADD_FAILURE() << render(found);
  return loaded;
}

/// Compares with tests/golden/provenance/NAME.txt; UPDATE_GOLDEN rewrites it.
inline void expect_golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(DEVSTACK_TEST_GOLDEN) + "/provenance/" + name + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::stringstream expected;
  expected << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(actual, expected.str()) << path;
}

}  // namespace devstack::cli
