// Files and documents of one project, one over the other.
#include <gtest/gtest.h>

#include "unit/load/assemble.hpp"

namespace devstack::load {
namespace {

using testing::assemble;

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

TEST(Assembler, WarnsOfTheObsoleteVersion) {
  std::string found;
  testing::assemble({{"/p/stack.yaml", "version: '3'\nservices: {}\n"}}, &found);
  EXPECT_EQ(found, "1:1 DS1213");
}

}  // namespace
}  // namespace devstack::load
