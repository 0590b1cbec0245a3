// How an image is made from a folder: `build` of a service, and of `image_fallback`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/source.hpp"

namespace devstack::model {

using StringMap = std::map<std::string, std::string, std::less<>>;

struct Ulimit {
  std::int64_t soft = 0;
  std::int64_t hard = 0;
};

/// A config or secret as a service, or the build of one, uses it.
struct FileReference {
  std::string source;  ///< key of `configs:` or `secrets:`
  std::string target;  ///< absolute path in the container; of a build: the secret's id
  std::string uid, gid;
  std::optional<std::uint32_t> mode;
  SourceSpan span;
};

struct Build {
  std::string context;     ///< absolute folder, or an address (https://…, a Git repository)
  std::string dockerfile;  ///< relative to the context, or absolute; empty with dockerfile_inline
  std::string dockerfile_inline;
  StringMap args;
  std::vector<std::string> unset_args;  ///< args without value and without environment
  StringMap labels;
  std::string target;
  std::string network;
  std::string isolation;
  std::vector<std::string> cache_from, cache_to;
  /// Name to folder, address, docker-image://… or service:NAME.
  StringMap additional_contexts;
  std::vector<FileReference> secrets;
  std::vector<std::string> ssh;  ///< "default", "id=path"
  std::vector<std::string> entitlements;
  std::vector<std::string> extra_hosts;
  std::vector<std::string> tags;
  std::map<std::string, Ulimit, std::less<>> ulimits;
  std::optional<std::int64_t> shm_size;
  std::string provenance, sbom;  ///< "true", "false" or parameters; empty: not said
  bool no_cache = false;
  bool pull = false;
  bool privileged = false;
  std::vector<std::string> platforms;
  std::string platform;  ///< the first of these
  SourceSpan span;
  /// Where each of its keys stands.
  std::map<std::string, SourceSpan, std::less<>> key_spans{};
};

}  // namespace devstack::model
