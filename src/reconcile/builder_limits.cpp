#include "reconcile/builder_limits.hpp"

#include <fmt/format.h>

namespace devstack::reconcile {
namespace {

struct Limit {
  const char* key;
  bool (*is_used)(const model::Build& build);
};

bool says_yes(const std::string& text) { return !text.empty() && text != "false"; }

constexpr Limit kClassicLimits[] = {
    {"additional_contexts", [](const model::Build& b) { return !b.additional_contexts.empty(); }},
    {"cache_to", [](const model::Build& b) { return !b.cache_to.empty(); }},
    {"entitlements", [](const model::Build& b) { return !b.entitlements.empty(); }},
    {"platforms", [](const model::Build& b) { return b.platforms.size() > 1; }},
    {"privileged", [](const model::Build& b) { return b.privileged; }},
    {"provenance", [](const model::Build& b) { return says_yes(b.provenance); }},
    {"sbom", [](const model::Build& b) { return says_yes(b.sbom); }},
    {"secrets", [](const model::Build& b) { return !b.secrets.empty(); }},
    {"ssh", [](const model::Build& b) { return !b.ssh.empty(); }},
};

constexpr Limit kBuildxLimits[] = {
    {"isolation",
     [](const model::Build& b) { return !b.isolation.empty() && b.isolation != "default"; }},
};

template <std::size_t size>
std::vector<UnsupportedKey> used(const model::Build& build, const Limit (&limits)[size]) {
  std::vector<UnsupportedKey> keys;
  for (const Limit& limit : limits) {
    if (!limit.is_used(build)) continue;
    const auto place = build.key_spans.find(limit.key);
    keys.push_back({limit.key, place == build.key_spans.end() ? build.span : place->second});
  }
  return keys;
}

}  // namespace

std::vector<UnsupportedKey> unsupported_keys(const model::Build& build, Builder builder) {
  switch (builder) {
    case Builder::kClassic:
      return used(build, kClassicLimits);
    case Builder::kBuildx:
      return used(build, kBuildxLimits);
  }
  return {};
}

StepFailed build_unsupported(const model::Service& service, const std::vector<UnsupportedKey>& keys,
                             Builder builder) {
  const bool classic = builder == Builder::kClassic;
  StepFailed failed;
  failed.exit_code = ExitCode::kUsage;
  failed.report.code = "DS3123";
  failed.report.title = fmt::format("{}: its build asks for what {} cannot do", service.name,
                                    classic ? "the engine's classic builder" : "BuildKit");
  for (const UnsupportedKey& key : keys) {
    failed.report.lines.push_back({"key", "build." + key.key, key.where.file_and_line()});
  }
  failed.report.lines.push_back(
      {"fix",
       classic ? "install Docker's buildx plugin (docker-buildx); devstack uses it when it is there"
               : "take the key out, or build with DOCKER_BUILDKIT=0",
       {}});
  return failed;
}

}  // namespace devstack::reconcile
