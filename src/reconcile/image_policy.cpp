#include "reconcile/image_policy.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "reconcile/mock_use.hpp"

namespace devstack::reconcile {
namespace {

using std::chrono::hours;

/// "1w2d", "12h": a number and a unit each, as Compose takes it.
std::optional<std::chrono::nanoseconds> parse_interval(std::string_view text) {
  std::chrono::nanoseconds sum{0};
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || digits == text.size()) return std::nullopt;
    switch (text[digits]) {
      case 'w':
        sum += hours(24 * 7) * number;
        break;
      case 'd':
        sum += hours(24) * number;
        break;
      case 'h':
        sum += hours(1) * number;
        break;
      case 'm':
        sum += std::chrono::minutes(1) * number;
        break;
      case 's':
        sum += std::chrono::seconds(1) * number;
        break;
      default:
        return std::nullopt;
    }
    text.remove_prefix(digits + 1);
  }
  return sum;
}

/// Why an image that is there is to be pulled at this age; empty where it is young enough. Engines
/// without containerd's store do not know when an image was pulled: then it is old, as in Compose.
std::string why_too_old(const ObservedImage& image, const SystemTime& now,
                        std::chrono::nanoseconds limit) {
  if (!image.tagged_at) return "the engine does not know its age";
  const std::chrono::nanoseconds age = now - *image.tagged_at;
  if (age < limit) return {};
  return fmt::format("the image is {} old",
                     format_duration(std::chrono::duration_cast<Duration>(age)));
}

/// "amd64" and "x86_64" are one.
std::string architecture(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kAliases{
      {{"x86_64", "amd64"}, {"x86-64", "amd64"}, {"aarch64", "arm64"}, {"armhf", "arm"}}};
  for (const auto& [alias, usual] : kAliases) {
    if (name == alias) return std::string(usual);
  }
  return std::string(name);
}

}  // namespace

std::string pull_policy_of(const model::Service& service, const UpOptions& options) {
  const std::string& policy =
      options.pull_policy.empty() ? service.pull_policy : options.pull_policy;
  return policy == "if_not_present" ? "missing" : policy;
}

bool is_built(const model::Service& service, const UpOptions& options) {
  return service.build.has_value() && !options.no_build;
}

bool may_be_pulled(const model::Service& service, const UpOptions& options) {
  const std::string policy = pull_policy_of(service, options);
  return !options.offline && !service.image_is_derived && !uses_mock_image(service) &&
         policy != "never" && policy != "build";
}

std::string why_not_pulled(const model::Service& service, const UpOptions& options) {
  if (service.image_is_derived) return "--no-build forbids its build";
  if (options.offline) return "nothing is pulled with --offline";
  const std::string policy = pull_policy_of(service, options);
  return policy == "never" ? "its pull_policy is never" : "its pull_policy is " + policy;
}

std::optional<std::chrono::nanoseconds> refresh_interval(std::string_view policy) {
  constexpr std::string_view kEvery = "every_";
  if (policy == "daily") return hours(24);
  if (policy == "weekly") return hours(24 * 7);
  if (policy.starts_with(kEvery)) return parse_interval(policy.substr(kEvery.size()));
  return std::nullopt;
}

bool builds_anew(const model::Service& service, const UpOptions& options) {
  return is_built(service, options) &&
         (options.build || pull_policy_of(service, options) == "build");
}

std::string why_anew(const model::Service& service, const Observed& observed,
                     const UpOptions& options) {
  const bool by_option = !options.pull_policy.empty();
  const std::string policy = pull_policy_of(service, options);
  if (builds_anew(service, options)) {
    if (options.build) return "--build";
    return by_option ? "--pull " + policy : "pull_policy is " + policy;
  }
  if (!may_be_pulled(service, options)) return {};
  if (policy == "always") return by_option ? "--pull always" : "pull_policy is always";
  const auto interval = refresh_interval(policy);
  const auto image = observed.images.find(service.image);
  if (!interval || image == observed.images.end() || !image->second) return {};
  const std::string why = why_too_old(*image->second, observed.now, *interval);
  return why.empty() ? why : fmt::format("pull_policy is {}, and {}", policy, why);
}

std::string platform_of(const engine::ImageDetails& image) {
  std::string platform = image.os + "/" + architecture(image.architecture);
  if (!image.variant.empty()) platform += "/" + image.variant;
  return platform;
}

std::string wrong_platform(const model::Service& service, const engine::ImageDetails& image) {
  if (service.platform.empty() || image.architecture.empty()) return {};
  const auto wanted = split(service.platform, '/');
  const bool names_system = wanted.size() > 1;
  const std::string_view system = names_system ? wanted[0] : std::string_view(image.os);
  const std::string machine = architecture(names_system ? wanted[1] : wanted[0]);
  // A variant that only one side names is no contradiction: arm64 is arm64/v8.
  const bool variants_differ =
      wanted.size() > 2 && !image.variant.empty() && wanted[2] != std::string_view(image.variant);
  const bool fits = system == image.os && machine == architecture(image.architecture);
  return fits && !variants_differ ? std::string() : service.platform;
}

}  // namespace devstack::reconcile
