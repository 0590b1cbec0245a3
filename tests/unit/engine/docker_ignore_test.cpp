#include <gtest/gtest.h>

#include "devstack/engine/tar.hpp"

namespace devstack::engine {
namespace {

struct Case {
  std::string patterns;
  std::vector<std::string> excluded, kept;
};

// The rules of Docker's reference, "dockerignore files".
TEST(DockerIgnore, FollowsDockersRules) {
  const Case cases[] = {
      {"", {}, {"a", "a/b"}},
      {"# comment\n#a\n\n  \n", {}, {"a", "# comment"}},
      {"a", {"a", "a/b", "a/b/c"}, {"ab", "b/a"}},
      {"/a/", {"a", "a/b"}, {"b/a"}},
      {"  a  \r\n", {"a"}, {"b"}},
      {"\xEF\xBB\xBF"
       "a\n",
       {"a"},
       {"b"}},
      {"./a//b/../c", {"a/c"}, {"a/b", "c"}},
      {"*/temp*", {"x/temporary.txt", "x/temp"}, {"temp", "x/y/temp"}},
      {"*/*/temp*", {"x/y/temporary.txt"}, {"x/temp"}},
      {"temp?", {"tempa", "tempb"}, {"temp", "tempab", "x/tempa"}},
      {"*.md", {"README.md", ".md"}, {"docs/a.md"}},
      {"[a-c]x", {"ax", "cx"}, {"dx"}},
      {"[^a]x", {"bx"}, {"ax"}},
      {"**", {"a", "a/b", ".hidden"}, {}},
      {"**/*.go", {"x.go", "a/x.go", "a/b/x.go"}, {"x.goo"}},
      {"a/**/z", {"a/z", "a/b/z", "a/b/c/z", "a/z/y"}, {"z", "a/b"}},
      {"a/**", {"a/b", "a/b/c"}, {"a", "b"}},
      {"**/a/**", {"a/b", "x/a/b"}, {"a", "x/a"}},
      {"**.pyc", {"x.pyc", "a/b/x.pyc"}, {"x.py"}},
      {"*.md\n!README.md", {"x.md"}, {"README.md"}},
      {"*.md\n!README*.md\nREADME-secret.md", {"README-secret.md"}, {"README-x.md"}},
      {"*.md\nREADME-secret.md\n!README*.md", {"x.md"}, {"README-secret.md"}},
      {"a\n! a/keep", {"a", "a/b"}, {"a/keep", "a/keep/c"}},
      {"*\n!src", {"x", "x/src"}, {"src", "src/a/b"}},
      {"!\n.\n/", {}, {"a"}},
  };
  for (const Case& c : cases) {
    const DockerIgnore ignore(c.patterns);
    for (const std::string& path : c.excluded) {
      EXPECT_TRUE(ignore.excludes(path)) << path << " by " << c.patterns;
    }
    for (const std::string& path : c.kept) {
      EXPECT_FALSE(ignore.excludes(path)) << path << " by " << c.patterns;
    }
  }
}

TEST(DockerIgnore, PrunesOnlyWhereNoExceptionCanBringSomethingBack) {
  EXPECT_TRUE(DockerIgnore("node_modules").prunes("node_modules"));
  EXPECT_FALSE(DockerIgnore("node_modules").prunes("src"));
  EXPECT_FALSE(DockerIgnore("node_modules\n!node_modules/keep").prunes("node_modules"));
}

TEST(DockerIgnore, StaysQuickForHostilePatterns) {
  std::string pattern, path;
  for (int i = 0; i < 200; ++i) {
    pattern += "**/a/";
    path += "a/";
  }
  EXPECT_FALSE(DockerIgnore(pattern + "b").excludes(path));
}

}  // namespace
}  // namespace devstack::engine
