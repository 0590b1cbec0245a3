// x-devstack: what Compose cannot say, per service and for the whole stack.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/model/probe_spec.hpp"

namespace devstack::model {

struct Job {
  enum class Run { kOnce, kAlways, kOnChange };
  Run run = Run::kOnce;
  std::vector<std::string> inputs;  ///< glob patterns, relative to the stack's folder
  std::chrono::milliseconds timeout{600'000};
  int retries = 0;
  SourceSpan span;
};

/// Declared needs; compared with use, never sent to the engine.
struct Budget {
  std::optional<std::int64_t> memory;  ///< bytes
  std::optional<double> cpus;
  std::optional<std::int64_t> storage;  ///< bytes
  std::optional<std::chrono::milliseconds> startup;
  SourceSpan span;
};

/// The declared stand-in for an image that cannot be had.
struct ImageFallback {
  bool local = false;  ///< devstack/stand-in/<name>:<tag> may be used
  SourceSpan span;
};

/// x-devstack of a service.
struct Extension {
  std::optional<ProbeSpec> ready;
  std::optional<Job> job;
  std::optional<Budget> budget;
  std::optional<ImageFallback> image_fallback;
  bool optional = false;  ///< its failure fails nothing else
  bool is_mock = false;   ///< `mock: {}` on a service whose image is the mock
  std::string purpose;
  std::string role;  ///< "", database, cache, model-cache
};

struct Tier {
  std::string name;
  std::vector<Located<std::string>> services;
  SourceSpan span;
};

/// x-devstack at the top of the stack file.
struct StackExtension {
  std::string default_profile;
  std::vector<Tier> tiers;
  std::map<std::string, Located<std::string>, std::less<>> exports;  ///< with {address:…} open
  std::vector<std::string> links;  ///< printed after a healthy `up`
  std::optional<Budget> budget;    ///< of the active profile
};

}  // namespace devstack::model
