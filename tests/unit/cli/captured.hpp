// Runs the program in this process and keeps what it printed.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/app.hpp"

namespace devstack::cli {

struct Captured {
  int status = 0;
  std::string out, err;
};

inline Captured run_captured(const std::vector<std::string>& arguments) {
  Captured captured;
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  captured.status = run(arguments);
  captured.out = ::testing::internal::GetCapturedStdout();
  captured.err = ::testing::internal::GetCapturedStderr();
  return captured;
}

/// The same with a stack of tests/data/cli.
inline Captured run_with_stack(const std::string& file, const std::vector<std::string>& rest) {
  std::vector<std::string> arguments{"-f", std::string(DEVSTACK_TEST_DATA) + "/cli/" + file};
  arguments.insert(arguments.end(), rest.begin(), rest.end());
  return run_captured(arguments);
}

}  // namespace devstack::cli
