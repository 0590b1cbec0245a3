#include "load/assembler.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;
using testing::show;

using Contents = std::map<std::string, std::string>;

/// Assembles /p/stack.yaml, and /p/over.yaml when it is there.
std::string assemble(const Contents& contents, std::string* errors = nullptr) {
  const MemoryFiles memory(contents);
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  const Variables variables(Environment{{"TAG", "7"}});
  std::vector<ParsedFile> parsed;
  for (const char* path : {"/p/stack.yaml", "/p/over.yaml"}) {
    if (auto documents = files.documents(path)) parsed.push_back({path, *std::move(documents)});
  }
  Node document;
  Assembler(files, Interpolation::kOn).assemble(document, std::move(parsed), "/p", variables);
  if (errors != nullptr) *errors = testing::places(diagnostics);
  return show(document);
}

TEST(Assembler, MergesFilesAndDocumentsInOrder) {
  EXPECT_EQ(
      assemble({{"/p/stack.yaml", "services: {a: {image: x}}\n---\nservices: {b: {image: y}}"},
                {"/p/over.yaml", "services: {a: {image: z}}"}}),
      "{services: {a: {image: z}, b: {image: y}}}");
}

TEST(Assembler, NeedsAMappingAtTheTop) {
  std::string errors;
  assemble({{"/p/stack.yaml", "- a\n"}}, &errors);
  EXPECT_EQ(errors, "1:1 DS1113");
}

TEST(Assembler, ResetsWhatAnEarlierFileSaid) {
  EXPECT_EQ(assemble({{"/p/stack.yaml", "services: {a: {image: x, ports: [80]}, b: {image: y}}"},
                      {"/p/over.yaml", "services: {a: {ports: !reset []}, b: !reset null}"}}),
            "{services: {a: {image: x}}}");
}

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
  Assembler(files, Interpolation::kOn)
      .assemble(
          document,
          {{"/p/s.yaml",
            {testing::parse("services:\n  a: {extends: {file: b.yaml, service: b}}\n", "s.yaml")}}},
          "/p", Variables(Environment{}));
  const Node* image = document.find("services")->find("a")->find("image");
  EXPECT_EQ(image->span.to_string(), "b.yaml:1:23");
  EXPECT_EQ(image->via.to_string(), "s.yaml:2:16");
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
