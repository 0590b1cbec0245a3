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

struct Build {
  std::string context;     ///< absolute folder
  std::string dockerfile;  ///< relative to the context, or absolute; empty with dockerfile_inline
  std::string dockerfile_inline;
  StringMap args;
  std::vector<std::string> unset_args;  ///< args without value and without environment
  StringMap labels;
  std::string target;
  std::string network;
  std::vector<std::string> cache_from;
  std::vector<std::string> extra_hosts;
  std::vector<std::string> tags;
  std::optional<std::int64_t> shm_size;
  bool no_cache = false;
  bool pull = false;
  std::string platform;
  SourceSpan span;
};

}  // namespace devstack::model
