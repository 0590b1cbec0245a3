// YAML as users write it, rightly and wrongly, and with bad intent.
#include "load/yaml_reader.hpp"

#include <gtest/gtest.h>

#include "devstack/base/source_step.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;
using testing::show;

std::string errors_in(const std::string& text) {
  Diagnostics diagnostics;
  const std::vector<Node> documents = read_yaml(make_source("f", text), diagnostics);
  EXPECT_EQ(documents.empty(), diagnostics.has_errors()) << text;
  return testing::places(diagnostics);
}

TEST(YamlReader, ReadsEveryStyle) {
  EXPECT_EQ(show(parse("a: {b: [1, 'x', \"y\"], c: ~}\nd:\n  - e: f g # c\n  -\nh: |\n  i\n")),
            "{a: {b: [1, \"x\", \"y\"], c: null}, d: [{e: f g}, null], h: \"i\n\"}");
  EXPECT_EQ(show(parse("a: !!str 5\nb: !!int \"5\"\nc: '5'\n")), "{a: \"5\", b: 5, c: \"5\"}");
  EXPECT_EQ(show(parse("\xEF\xBB\xBF"
                       "a: b\r\nc: |\r\n  d\r\n  e\r\n")),
            "{a: b, c: \"d\ne\n\"}");
}

TEST(YamlReader, KnowsWhereEverythingStands) {
  const Node root = parse(
      "x:\n  'k': !override \"v w\" # c\n  l: plain text # c\n  empty:\n  s: [t]\n", "f.yaml");
  const Node* x = root.find("x");
  ASSERT_NE(x, nullptr);
  EXPECT_EQ(x->find_entry("k")->key_span.to_string(), "f.yaml:2:3");
  EXPECT_EQ(x->find_entry("k")->key_span.length, 3U);
  EXPECT_EQ(x->find("k")->span.to_string(), "f.yaml:2:18");
  EXPECT_EQ(x->find("k")->span.length, 5U);
  EXPECT_EQ(x->find("k")->tag, Node::Tag::kOverride);
  EXPECT_EQ(x->find("l")->span.length, 10U);
  EXPECT_EQ(x->find("empty")->span.to_string(), "f.yaml:4:3");
}

TEST(YamlReader, AnEmptyKeyHasAPlaceOnItsLine) {
  Diagnostics diagnostics;
  (void)read_yaml(make_source("f", "! :\nb: [&c : d]\n"), diagnostics);
  ASSERT_EQ(testing::places(diagnostics), "1:2 DS1105; 2:7 DS1105");
  for (const Diagnostic& found : diagnostics.all()) EXPECT_EQ(found.where.length, 1U);
}

TEST(YamlReader, ReadsSeveralDocuments) {
  Diagnostics diagnostics;
  const auto documents = read_yaml(make_source("f", "---\na: 1\n---\n---\nb: 2\n"), diagnostics);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(show(documents[1]), "{b: 2}");
}

TEST(YamlReader, ExpandsAliasesAndMergeKeys) {
  const Node root = parse("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [{b: 4}, *x]}\nw: *x\n");
  EXPECT_EQ(show(*root.find("y")), "{b: 3, a: 1}");
  EXPECT_EQ(show(*root.find("z")), "{b: 4, a: 1}");
  EXPECT_EQ(show(*root.find("w")), "{a: 1, b: 2}");
  EXPECT_EQ(last_passage(root.find("w")->span)->where.to_string(), "test.yaml:4:4");
  EXPECT_EQ(root.find("y")->find("a")->span.to_string(), "test.yaml:1:11");
  EXPECT_EQ(last_passage(root.find("y")->find("a")->span)->where.to_string(), "test.yaml:2:5");
  EXPECT_EQ(show(parse("'<<': 1\n")), "{<<: 1}");
}

TEST(YamlReader, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] :
       {Case{"a: b: c\n", "1:5 DS1101"}, Case{"a: [1,\n", "1:4 DS1101"},
        Case{"a: \"x\n", "1:4 DS1101"}, Case{"a: @x\n", "1:4 DS1101"},
        Case{"a: 1\nb: 2\na: 3\n", "3:1 DS1102"},
        Case{"a: 1\n'a': 3\nb: {c: , c: }", "2:1 DS1102; 3:10 DS1102"},
        Case{"<<: {a: 1}\n<<: {b: 1}\n", "2:1 DS1102"}, Case{"services:\n\ta:\n", "2:1 DS1103"},
        Case{"a:\n  b: 1\n\tc: 2\n", "3:1 DS1103"},
        Case{"1: x\ntrue: y\n~: z\n1.5: w", "1:1 DS1105; 2:1 DS1105; 3:1 DS1105; 4:1 DS1105"},
        Case{"{{ x }}: y\n", "1:2 DS1105"}, Case{"? [a]\n: b\n", "1:3 DS1105"},
        Case{"", "1:1 DS1106"}, Case{"# c\n---\n...\n", "1:1 DS1106"},
        Case{"a: \xFF", "1:4 DS1108"}, Case{"a: &a [*a]\n", "1:8 DS1109"},
        Case{"a: *b\n", "1:4 DS1109"}, Case{"<<: 1\n", "1:1 DS1109"}}) {
    EXPECT_EQ(errors_in(text), expected) << text;
  }
}

// Each tried with Docker Compose 2.40.3.
TEST(YamlReader, TakesWhatComposeTakes) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] : {
           Case{"a: &k b\nc: {*k : d}\n", "{a: b, c: {b: d}}"},
           Case{"a: &k b\n*k: d\n", "{a: b, b: d}"},
           Case{"a: ! 1\n", "{a: 1}"},
           Case{"a: b\rc: d\n", "{a: b, c: d}"},
           Case{"a: &k b\nc: &k d\ne: *k\n", "{a: b, c: d, e: d}"},
           Case{"a: {\nb: c\n}\n", "{a: {b: c}}"},
           Case{"a: {b, c: , d}\n", "{a: {b: null, c: null, d: null}}"},
           Case{"a:\tb\t# c\n", "{a: b}"},
           Case{"a: [b: c]\n", "{a: [{b: c}]}"},
           Case{"a: {\"b\":1}\n", "{a: {b: 1}}"},
       }) {
    EXPECT_EQ(show(parse(text)), expected) << text;
  }
}

TEST(YamlReader, RefusesWhatComposeRefuses) {
  for (const char* text :
       {"a: b\n%c: d\n", "a: b\n...\nc: d\n", "a:\n  b: |\n  c\n", "a: &b.c d\n", "a: !b!c d\n",
        "a: \"\u0080\"\n", "a: [b,,c]\n", "a: [,b]\n", "a: !!int b\n", "a:\n\t\n  b: c\n",
        "a:\n  -\tb: c\n", "a: |\n  b\n\tc\n", "a: b\u2028c\n"}) {
    EXPECT_NE(errors_in(text), "") << text;
  }
}

TEST(YamlReader, StopsAtAnAliasBomb) {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += last + ",";
    bomb += "]\n";
  }
  EXPECT_EQ(errors_in(bomb), "6:10 DS1104");
}

TEST(YamlReader, StopsAtDeepNesting) {
  EXPECT_EQ(errors_in(std::string(50, '[') + std::string(50, ']')), "");
  EXPECT_NE(errors_in(std::string(100'000, '[')).find("DS1107"), std::string::npos);
  std::string aliases = "a0: &a0 [x]\n";
  for (int i = 1; i < 100; ++i) {
    aliases += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
               std::to_string(i - 1) + "]\n";
  }
  EXPECT_NE(errors_in(aliases).find("DS1104"), std::string::npos);
}

}  // namespace
}  // namespace devstack::load
