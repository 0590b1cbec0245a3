// The words of engines and registries, sorted.
#include "reconcile/image_failure.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

TEST(ImageFailure, IsToldFromTheEnginesWords) {
  const struct {
    const char* words;
    ImageFailure kind;
    const char* code;
  } cases[] = {
      {"pull access denied for x, repository does not exist or may require 'docker login'",
       ImageFailure::kDenied, "DS3115"},
      {"Head \"http://127.0.0.1:5000/v2/a/manifests/1\": no basic auth credentials",
       ImageFailure::kDenied, "DS3115"},
      {"unauthorized: authentication required", ImageFailure::kDenied, "DS3115"},
      {"manifest for postgres:99 not found: manifest unknown: manifest unknown",
       ImageFailure::kNoSuchImage, "DS3116"},
      {"name unknown", ImageFailure::kNoSuchImage, "DS3116"},
      {"Get \"https://r/v2/\": dial tcp: lookup r: no such host", ImageFailure::kUnreachable,
       "DS3117"},
      {"Get \"https://r/v2/\": http: server gave HTTP response to HTTPS client",
       ImageFailure::kUnreachable, "DS3117"},
      {"Get \"https://r/v2/\": tls: failed to verify certificate: x509: certificate signed by "
       "unknown authority",
       ImageFailure::kUnreachable, "DS3117"},
      {"no matching manifest for linux/amd64 in the manifest list entries", ImageFailure::kPlatform,
       "DS3118"},
      {"write /var/lib/docker/tmp/x: no space left on device", ImageFailure::kNoSpace, "DS3119"},
      {"received unexpected HTTP status: 500 Internal Server Error", ImageFailure::kOther,
       "DS3117"},
      {"something else", ImageFailure::kOther, "DS3113"},
  };
  model::Service service;
  service.name = "web";
  service.image = "r/web:1";
  for (const auto& each : cases) {
    EXPECT_EQ(image_failure(each.words), each.kind) << each.words;
    const StepFailed failed = pull_failed(service, each.words);
    EXPECT_EQ(failed.report.code, each.code) << each.words;
    EXPECT_EQ(failed.report.lines.front().text, each.words);
  }
}

TEST(ImageFailure, WhatMayPassIsTriedAgain) {
  for (const char* passes : {"received unexpected HTTP status: 503 Service Unavailable",
                             "unexpected EOF", "toomanyrequests: Rate exceeded",
                             "read: connection reset by peer", "the pull broke off: closed"}) {
    EXPECT_TRUE(is_transient(passes)) << passes;
  }
  for (const char* stays :
       {"manifest unknown", "denied", "no such host", "connection refused",
        "download failed after attempts=6: received unexpected HTTP status: 500"}) {
    EXPECT_FALSE(is_transient(stays)) << stays;
  }
}

TEST(ImageFailure, OnlyABuildWithoutItsBaseFallsBack) {
  EXPECT_TRUE(is_base_image_missing("pull access denied for python"));
  EXPECT_TRUE(is_base_image_missing("Get https://x: dial tcp: i/o timeout"));
  EXPECT_FALSE(is_base_image_missing("The command 'make' returned a non-zero code: 2"));
}

TEST(ImageFailure, APushSaysWhatToDo) {
  model::Service service;
  service.name = "web";
  const auto first_next = [&](const char* words) {
    return push_failed(service, "r.io/web:1", words).report.next.front();
  };
  EXPECT_EQ(first_next("An image does not exist locally with the tag: r.io/web"),
            "devstack build web");
  EXPECT_EQ(first_next("denied"), "devstack push web");
  const auto lines = push_failed(service, "r.io/web:1", "denied").report.lines;
  EXPECT_NE(lines.back().text.find("docker login r.io"), std::string::npos);
}

}  // namespace
}  // namespace devstack::reconcile
