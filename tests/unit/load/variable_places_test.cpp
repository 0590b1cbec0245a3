// Every place that uses a variable, once.
#include <gtest/gtest.h>

#include "devstack/load/provenance.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

std::string places(const std::map<std::string, std::string>& contents, std::string_view name) {
  const MemoryFiles memory(contents);
  LoadRequest request;
  request.working_directory = "/p";
  request.environment = {{"A", "1"}};
  request.provenance = true;
  const Files files = memory.files();
  const Loaded loaded = load_stack(request, files);
  for (const Diagnostic& found : loaded.diagnostics.all()) ADD_FAILURE() << render(found);
  std::string out;
  for (const SourceSpan& place : places_that_use(loaded, name)) out += place.to_string() + " ";
  return out;
}

TEST(VariablePlaces, TextsAndNamesWithoutValue) {
  EXPECT_EQ(places({{"/p/compose.yaml",
                     "services:\n  a:\n    image: \"x:${A}-${A}\"\n    environment: [A, B=$A]\n"}},
                   "A"),
            "compose.yaml:3:15 compose.yaml:3:20 compose.yaml:4:19 compose.yaml:4:24 ");
}

TEST(VariablePlaces, BuildArgumentsAndSecrets) {
  EXPECT_EQ(places({{"/p/compose.yaml",
                     "services:\n  a:\n    build: {context: ., args: [A]}\n    secrets: [s]\n"
                     "secrets: {s: {environment: A}}\n"}},
                   "A"),
            "compose.yaml:3:32 compose.yaml:5:28 ");
}

TEST(VariablePlaces, EachOnceThoughAFileIsReadTwice) {
  EXPECT_EQ(places({{"/p/compose.yaml",
                     "services:\n  a: {extends: {file: b.yaml, service: b}}\n"
                     "  c: {extends: {file: b.yaml, service: b}}\n"},
                    {"/p/b.yaml", "services: {b: {image: \"x:$A\"}}\n"}},
                   "A"),
            "b.yaml:1:26 ");
}

TEST(VariablePlaces, ValuesThatWereOverriddenCount) {
  EXPECT_EQ(places({{"/p/compose.yaml", "services: {a: {image: \"x:$A\"}}\n"},
                    {"/p/compose.override.yaml", "services: {a: {image: y}}\n"}},
                   "A"),
            "compose.yaml:1:26 ");
}

}  // namespace
}  // namespace devstack::load
