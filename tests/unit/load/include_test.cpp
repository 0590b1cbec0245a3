// `include`: what comes along, with which variables and folders, and what is refused.
#include <gtest/gtest.h>

#include "unit/load/assemble.hpp"

namespace devstack::load {
namespace {

using testing::assemble;

TEST(Include, BringsResourcesWithTheirOwnEnvironmentAndFolder) {
  EXPECT_EQ(assemble({{"/p/stack.yaml", "include: [sub/inc.yaml]\nservices: {a: {image: a}}"},
                      {"/p/sub/inc.yaml",
                       "name: other\nservices: {s: {image: 'x:${V}-$TAG-$$y', build: ./c}}\n"
                       "volumes: {v: }\nx-a: 1\n"},
                      {"/p/sub/.env", "V=own\nTAG=no\n"}}),
            "{services: {a: {image: a}, s: {image: \"x:own-7-$y\", build: /p/sub/c}}, "
            "volumes: {v: null}}");
}

TEST(Include, TakesTheLongForm) {
  EXPECT_EQ(assemble({{"/p/stack.yaml",
                       "include: [{path: [sub/a.yaml, sub/b.yaml], project_directory: ., "
                       "env_file: [e]}]"},
                      {"/p/sub/a.yaml", "services: {s: {image: '$V', build: ./c}}"},
                      {"/p/sub/b.yaml", "services: {s: {tty: true}}"},
                      {"/p/e", "V=e\n"}}),
            "{services: {s: {image: \"e\", build: /p/c, tty: true}}}");
}

TEST(Include, ReportsWhatItCannotInclude) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] :
       {Case{"include: sub/a.yaml", "1:10 DS1292"}, Case{"include: [nope.yaml]", "1:11 DS1292"},
        Case{"include: [stack.yaml]", "1:11 DS1292"}, Case{"include: [loop.yaml]", "1:11 DS1292"},
        Case{"include: [{pth: x}]", "1:12 DS1292"}, Case{"include: [{env_file: x}]", "1:11 DS1292"},
        Case{"include: [{path: ok.yaml, foo: 1}]", "1:27 DS1292"},
        Case{"include: ['https://x/y.yaml']", "1:11 DS1292"},
        Case{"include: [{path: ok.yaml, env_file: nope}]", "1:11 DS1292"},
        Case{"include: [ok.yaml]\nservices: {s: {image: other}}", "2:12 DS1293"},
        Case{"include: [ok.yaml]\nservices: {s: {image: ok}}", ""}}) {
    std::string errors;
    assemble({{"/p/stack.yaml", text},
              {"/p/ok.yaml", "services: {s: {image: ok}}"},
              {"/p/loop.yaml", "include: [stack.yaml]"}},
             &errors);
    EXPECT_EQ(errors, expected) << text;
  }
}

}  // namespace
}  // namespace devstack::load
