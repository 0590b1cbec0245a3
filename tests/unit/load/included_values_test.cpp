#include "load/included_values.hpp"

#include <gtest/gtest.h>

#include "load/merge_forms.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;
using testing::show;

const Variables kOwn(Environment{{"A", "1"}, {"B", "2"}});

TEST(IncludedValues, NamesOfAListGetThem) {
  Node document = parse("services: {s: {environment: [A, C, B=own]}, t: {image: x}}");
  give_values_to_names(document, kOwn, nullptr);
  EXPECT_EQ(show(document), "{services: {s: {environment: [\"A=1\", C, B=own]}, t: {image: x}}}");
}

// Docker Compose gives values to what was a list while it is one, and lists are what it merges to.
TEST(IncludedValues, AlsoWhereTheListHasBeenMerged) {
  Node document = parse("services: {s: {environment: }}");
  document.find("services")->find("s")->set("environment", key_values_to_mapping(parse("[A, C]")));
  give_values_to_names(document, kOwn, nullptr);
  EXPECT_EQ(show(document), "{services: {s: {environment: {A: \"1\", C: null}}}}");
}

TEST(IncludedValues, AMappingWaitsForTheProjectAround) {
  Node document = parse("services: {s: {environment: {A: , B: ~}}}");
  give_values_to_names(document, kOwn, nullptr);
  EXPECT_EQ(show(document), "{services: {s: {environment: {A: null, B: null}}}}");
}

TEST(IncludedValues, SourcesKeepTheFirstValue) {
  const Node document = parse(
      "secrets: {s: {environment: A}, none: {environment: C}, f: {file: x}}\n"
      "configs: {c: {environment: B}, seen: {environment: B}}");
  Environment values{{"configs.seen", "inner"}};
  keep_values_of_sources(document, kOwn, values);
  EXPECT_EQ(values,
            (Environment{{"configs.c", "2"}, {"configs.seen", "inner"}, {"secrets.s", "1"}}));
}

}  // namespace
}  // namespace devstack::load
