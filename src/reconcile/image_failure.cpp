#include "reconcile/image_failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "devstack/engine/image_reference.hpp"

namespace devstack::reconcile {
namespace {

template <std::size_t size>
bool has_any(std::string_view words, const std::array<std::string_view, size>& signs) {
  return std::ranges::any_of(
      signs, [words](std::string_view sign) { return words.find(sign) != std::string_view::npos; });
}

// What engines 20.10 to 28 and registries say, as they pass it on.
constexpr std::array<std::string_view, 9> kDenied{"denied",
                                                  "unauthorized",
                                                  "no basic auth credentials",
                                                  "authentication required",
                                                  "403 Forbidden",
                                                  "401 Unauthorized",
                                                  "incorrect username or password",
                                                  "insufficient_scope",
                                                  "invalid username"};
constexpr std::array<std::string_view, 6> kNoSuchImage{"manifest unknown", "manifest for ",
                                                       "name unknown",     "not known to",
                                                       "404 Not Found",    "not found: manifest"};
constexpr std::array<std::string_view, 4> kPlatform{
    "no matching manifest for", "does not match the specified platform", "no match for platform",
    "does not provide the specified platform"};
constexpr std::array<std::string_view, 2> kNoSpace{"no space left on device",
                                                   "disk quota exceeded"};
constexpr std::array<std::string_view, 14> kUnreachable{"dial tcp",
                                                        "no such host",
                                                        "i/o timeout",
                                                        "connection refused",
                                                        "network is unreachable",
                                                        "Client.Timeout",
                                                        "TLS handshake",
                                                        "context deadline",
                                                        "proxyconnect",
                                                        "server misbehaving",
                                                        "did not answer",
                                                        "EOF",
                                                        "x509:",
                                                        "server gave HTTP response"};
constexpr std::array<std::string_view, 13> kTransient{"unexpected HTTP status: 5",
                                                      "unexpected status code 5",
                                                      "unexpected status: 5",
                                                      "500 Internal Server Error",
                                                      "502 Bad Gateway",
                                                      "503 Service Unavailable",
                                                      "504 Gateway Time",
                                                      "toomanyrequests",
                                                      "429 Too Many",
                                                      "connection reset",
                                                      "EOF",
                                                      "broke off",
                                                      "TLS handshake timeout"};

std::string registry_of(const std::string& image) {
  const auto reference = engine::parse_image_reference(image);
  return reference ? reference->registry : std::string();
}

struct Advice {
  std::string_view code, what;
  std::string fix;
  ExitCode exit_code = ExitCode::kFailed;
};

Advice advice(ImageFailure failure, const std::string& image, std::string_view words) {
  const std::string registry = registry_of(image);
  switch (failure) {
    case ImageFailure::kDenied:
      return {"DS3115", "is refused by its registry",
              fmt::format("`docker login {}`; or the name is wrong: registries refuse what they do "
                          "not know",
                          registry)};
    case ImageFailure::kNoSuchImage:
      return {"DS3116", "does not exist in its registry",
              fmt::format("check name and tag; {} answers, and knows no such image", registry)};
    case ImageFailure::kUnreachable:
      if (words.find("HTTP response to HTTPS") != std::string_view::npos) {
        return {"DS3117", "cannot be had: its registry speaks no TLS",
                fmt::format("name it in \"insecure-registries\" of the engine's configuration: {}",
                            registry)};
      }
      return {"DS3117", "cannot be had: its registry cannot be reached",
              "check the engine's way to it (DNS, proxy), or `docker load` the image"};
    case ImageFailure::kNoSpace:
      return {"DS3119", "does not fit on the engine's disk",
              "`docker system df` shows what is there; `docker image prune` removes unused images",
              ExitCode::kConflict};
    case ImageFailure::kPlatform:
      return {"DS3118", "does not exist for this platform",
              "name one that exists with `platform:`, or build the image here"};
    case ImageFailure::kOther:
      if (!is_transient(words)) break;
      return {"DS3117", "cannot be had: its registry is in trouble",
              fmt::format("try again later; {} answers with errors", registry)};
  }
  return {"DS3113", "cannot be had",
          fmt::format("check the name; a private image needs `docker login {}`", registry)};
}

}  // namespace

ImageFailure image_failure(std::string_view words) {
  if (has_any(words, kNoSpace)) return ImageFailure::kNoSpace;
  if (has_any(words, kPlatform)) return ImageFailure::kPlatform;
  if (is_registry_unreachable(words) && !has_any(words, kDenied)) return ImageFailure::kUnreachable;
  if (has_any(words, kDenied)) return ImageFailure::kDenied;
  if (has_any(words, kNoSuchImage)) return ImageFailure::kNoSuchImage;
  return ImageFailure::kOther;
}

bool is_transient(std::string_view words) {
  // The engine has tried often enough by itself.
  if (words.find("failed after attempts") != std::string_view::npos) return false;
  return has_any(words, kTransient);
}

bool is_registry_unreachable(std::string_view words) { return has_any(words, kUnreachable); }

bool is_base_image_missing(std::string_view words) {
  constexpr std::array<std::string_view, 5> kSigns{"pull access denied", "manifest unknown",
                                                   "manifest for", "failed to resolve reference",
                                                   "failed to resolve source metadata"};
  return is_registry_unreachable(words) || has_any(words, kSigns);
}

StepFailed pull_failed(const model::Service& service, const std::string& words) {
  const Advice told = advice(image_failure(words), service.image, words);
  StepFailed failed;
  failed.exit_code = told.exit_code;
  failed.report.code = told.code;
  failed.report.title = fmt::format("{}: the image {} {}", service.name, service.image, told.what);
  failed.report.lines.push_back({"pull", words, service.image_span.file_and_line()});
  if (told.code == "DS3118" && !service.platform.empty()) {
    failed.report.lines.push_back({"wanted", service.platform, {}});
  }
  failed.report.lines.push_back({"fix", told.fix, {}});
  failed.report.next = {service.build ? "devstack build " + service.name : "devstack doctor"};
  return failed;
}

StepFailed push_failed(const model::Service& service, const std::string& image,
                       const std::string& words) {
  const bool absent = words.find("does not exist locally") != std::string::npos;
  StepFailed failed;
  failed.report.code = "DS3122";
  failed.report.title = fmt::format("{}: the image {} cannot be pushed", service.name, image);
  failed.report.lines.push_back({"push", words, service.image_span.file_and_line()});
  if (absent) {
    failed.report.next = {"devstack build " + service.name, "devstack push " + service.name};
    return failed;
  }
  if (image_failure(words) == ImageFailure::kDenied) {
    failed.report.lines.push_back(
        {"fix",
         fmt::format("`docker login {}`, as someone who may write there", registry_of(image)),
         {}});
  } else if (is_registry_unreachable(words)) {
    failed.report.lines.push_back({"fix", "check the engine's way to it (DNS, proxy)", {}});
  }
  failed.report.next = {"devstack push " + service.name};
  return failed;
}

StepFailed platform_differs(const model::Service& service, const std::string& found) {
  StepFailed failed;
  failed.report.code = "DS3118";
  failed.report.title =
      fmt::format("{}: the image {} is for another platform", service.name, service.image);
  failed.report.lines.push_back({"wanted", service.platform, service.image_span.file_and_line()});
  failed.report.lines.push_back({"found", found, {}});
  failed.report.lines.push_back(
      {"fix", "change `platform:`, or use an image that has it; its registry gave this one", {}});
  return failed;
}

}  // namespace devstack::reconcile
