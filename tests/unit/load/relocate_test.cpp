// Each kind of path that a document may hold.
#include "load/relocate.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(Relocate, MakesRelativePathsAbsoluteAndLeavesTheOthers) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] :
       {Case{"services: {a: {build: ./c}}", "{services: {a: {build: /d/c}}}"},
        Case{"services: {a: {build: 'https://x/y.git'}}",
             "{services: {a: {build: \"https://x/y.git\"}}}"},
        Case{"services: {a: {build: {context: ../c, additional_contexts: [b=./b]}}}",
             "{services: {a: {build: {context: /c, additional_contexts: [b=/d/b]}}}}"},
        Case{"services: {a: {env_file: e}}", "{services: {a: {env_file: /d/e}}}"},
        Case{"services: {a: {env_file: [e, {path: f}]}}",
             "{services: {a: {env_file: [/d/e, {path: /d/f}]}}}"},
        Case{"services: {a: {volumes: [./x:/y, v:/z, ~/h:/h, /abs:/a]}}",
             "{services: {a: {volumes: [/d/x:/y, v:/z, ~/h:/h, /abs:/a]}}}"},
        Case{"services: {a: {volumes: [{type: bind, source: x}, {type: volume, source: x}]}}",
             "{services: {a: {volumes: [{type: bind, source: /d/x}, {type: volume, source: x}]}}}"},
        Case{"services: {a: {extends: {file: b.yaml, service: b}}}",
             "{services: {a: {extends: {file: /d/b.yaml, service: b}}}}"},
        Case{"configs: {c: {file: f}}", "{configs: {c: {file: /d/f}}}"},
        Case{"volumes: {v: {driver_opts: {o: bind, device: x}}}",
             "{volumes: {v: {driver_opts: {o: bind, device: /d/x}}}}"}}) {
    Node document = testing::parse(text);
    relocate_paths(document, {"/d", "/d"});
    EXPECT_EQ(testing::show(document), expected);
  }
}

TEST(Relocate, ShowsTheWayFromTheProject) {
  Node document = testing::parse(
      "services: {a: {build: ./c, volumes: [./x:/y], extends: {file: b.yaml, service: b}}}");
  relocate_paths(document, {"/p/d", "d"});
  const Node& service = *document.find("services")->find("a");
  EXPECT_EQ(service.find("build")->text, "d/c");
  EXPECT_EQ(service.find("volumes")->items[0].find("source")->text, "d/x");
  EXPECT_EQ(service.find("extends")->find("file")->text, "/p/d/b.yaml");
}

}  // namespace
}  // namespace devstack::load
