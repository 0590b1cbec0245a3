// x-devstack: what Compose cannot say, per service and for the whole stack.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/model/build.hpp"
#include "devstack/model/check_spec.hpp"
#include "devstack/model/host_process.hpp"
#include "devstack/model/probe_spec.hpp"
#include "devstack/model/substitution.hpp"

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
  bool local = false;          ///< devstack/stand-in/<name>:<tag> may be used
  std::optional<Build> build;  ///< made where the pull fails
  SourceSpan span;
};

/// What devstack/mock does in place of a real image: with `--mock SVC`, offline, or when the image
/// cannot be had. Where the image is the mock itself, its environment says it instead.
struct Mock {
  std::optional<std::uint16_t> http;  ///< of /health and the API; empty: the first TCP port
  std::vector<std::uint16_t> tcp;     ///< further ports that accept and hold
  std::string api;                    ///< "" or "openai"
  std::string model;
  std::optional<std::int64_t> dimension;  ///< of an embedding
  std::vector<std::string> needs;         ///< "db:5432" or "name=db:5432"
  /// "GET /x" to the answer: JSON text, or "@" and a file's path inside the stack's folder.
  std::map<std::string, std::string, std::less<>> routes;
  SourceSpan span;
};

/// How the data of a service is saved. Commands are shell lines that run in its container.
struct Backup {
  std::string dump;     ///< writes the data to its stdout
  std::string restore;  ///< reads the same from its stdin
  std::string volume;   ///< key of a volume that is copied while the service stands still instead
  SourceSpan span;
};

/// x-devstack of a service.
struct Extension {
  std::optional<ProbeSpec> ready;
  std::optional<Job> job;
  std::optional<HostProcess> process;
  std::optional<Budget> budget;
  std::optional<ImageFallback> image_fallback;
  std::optional<Backup> backup;
  bool optional = false;     ///< its failure fails nothing else
  bool is_mock = false;      ///< the image is devstack/mock, and `mock` says so
  std::optional<Mock> mock;  ///< what may stand in for a real image
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
  std::vector<std::string> links;           ///< printed after a healthy `up`
  std::vector<Substitution> substitutions;  ///< in the order of the file
  std::vector<CheckGroup> checks;           ///< in the order of the file
  std::optional<Budget> budget;             ///< of the active profile
};

}  // namespace devstack::model
