// `extends`: chains, other files, where values come from, and what cannot be extended.
#include <gtest/gtest.h>

#include "devstack/base/source_step.hpp"
#include "unit/load/assemble.hpp"

namespace devstack::load {
namespace {

using testing::assemble;

using Contents = std::map<std::string, std::string>;
using testing::MemoryFiles;

TEST(Extends, CopiesAServiceOfTheSameFile) {
  EXPECT_EQ(
      assemble({{"/p/stack.yaml",
                 "services: {a: {extends: b, environment: {B: 2}}, b: {extends: {service: c}, "
                 "environment: {A: 1}}, c: {image: 'x:$TAG', command: c}}"}}),
      "{services: {a: {image: \"x:7\", command: c, environment: {A: 1, B: 2}}, "
      "b: {image: \"x:7\", command: c, environment: {A: 1}}, c: {image: \"x:7\", command: c}}}");
}

TEST(Extends, ReadsOtherFilesRelativeToTheirFolder) {
  EXPECT_EQ(
      assemble({{"/p/stack.yaml",
                 "services: {a: {extends: {file: sub/base.yaml, service: b}, ports: !reset []}}"},
                {"/p/sub/base.yaml",
                 "services: {b: {extends: {file: ../root.yaml, service: r}, build: ./ctx, "
                 "ports: [80], volumes: ['./d:/d']}}"},
                {"/p/root.yaml", "services: {r: {image: 'r:${TAG}', env_file: e}}"}}),
      "{services: {a: {image: \"r:7\", env_file: /p/e, build: /p/sub/ctx, "
      "volumes: [\"/p/sub/d:/d\"]}}}");
}

TEST(Extends, KeepsTheOriginAndThePlaceThatBroughtIt) {
  const MemoryFiles memory(Contents{{"/p/b.yaml", "services: {b: {image: x}}"}});
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  Node document;
  Assembler(files, Interpolation::kOn, Paths::kAbsolute)
      .assemble(
          document,
          {{"/p/s.yaml",
            {testing::parse("services:\n  a: {extends: {file: b.yaml, service: b}}\n", "s.yaml")}}},
          "/p", Variables(Environment{}));
  const Node* image = document.find("services")->find("a")->find("image");
  EXPECT_EQ(image->span.to_string(), "b.yaml:1:23");
  EXPECT_EQ(last_passage(image->span)->where.to_string(), "s.yaml:2:16");
}

TEST(Extends, ReportsWhatItCannotExtend) {
  struct Case {
    const char* services;
    const char* expected;
  };
  for (const auto& [services, expected] :
       {Case{"a: {extends: a}", "1:25 DS1290"},
        Case{"a: {extends: b}, b: {extends: a}", "1:25 DS1290"},
        Case{"a: {extends: nope}", "1:25 DS1291"},
        Case{"a: {extends: {file: nope.yaml, service: b}}", "1:32 DS1291"},
        Case{"a: {extends: {file: b.yaml, service: nope}}", "1:49 DS1291"},
        Case{"a: {extends: {file: b.yaml}}", "1:25 DS1291"},
        Case{"a: {extends: {file: b.yaml, service: b}}", "1:25 DS1290"}}) {
    std::string errors;
    assemble({{"/p/stack.yaml", std::string("services: {") + services + "}"},
              {"/p/b.yaml", "services: {b: {extends: {file: stack.yaml, service: a}}}"}},
             &errors);
    EXPECT_EQ(errors, expected) << services;
  }
}

TEST(Extends, StaysWhereThereWasNothingToCopy) {
  EXPECT_EQ(assemble({{"/p/stack.yaml",
                       "services: {a: {image: x, extends: {file: sub/b.yaml, service: none}}}"},
                      {"/p/sub/b.yaml", "services: {none: }"}}),
            "{services: {a: {image: x, extends: {file: \"/p/sub/b.yaml\", service: \"none\"}}}}");
}

}  // namespace
}  // namespace devstack::load
