// Profile files: keys, precedence, and what is said about mistakes.
#include "load/profile.hpp"

#include <gtest/gtest.h>

#include "devstack/base/text.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

struct Read {
  ProfileOverlay overlay;
  std::string errors;
  std::vector<std::string> hints;
};

Read read(const std::map<std::string, std::string>& contents,
          const std::vector<std::string>& names) {
  const MemoryFiles memory(contents);
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  const std::vector<std::string> folders{"/p/profiles", "/usr/profiles"};
  Read result{read_profiles(names, folders, files), {}, {}};
  result.errors = testing::places(diagnostics);
  for (const Diagnostic& found : diagnostics.all()) result.hints.push_back(found.hint);
  return result;
}

std::string joined(const std::vector<std::string>& parts) { return join(parts, " "); }

TEST(Profile, ReadsEveryKey) {
  const Read result = read({{"/p/profiles/demo.yaml", R"(
description: demo data
project: demo-v1
compose_profiles: [extra]
services: [db, api]
env_files: [.env, demo.env]
env: {DB_PORT: 5433, NAME: demo}
budget: {memory: 3G, startup: 60s, cpus: 1.5}
port_offset: 0
overrides: {services: {db: {image: x}}}
)"}},
                           {"demo"});
  const ProfileOverlay& overlay = result.overlay;
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(joined(overlay.applied), "demo");
  EXPECT_EQ(overlay.project, "demo-v1");
  EXPECT_EQ(joined(overlay.compose_profiles), "demo extra");
  EXPECT_EQ(joined(overlay.services), "db api");
  ASSERT_EQ(overlay.env_files.size(), 2U);
  EXPECT_EQ(overlay.env_files[1].value, "demo.env");
  EXPECT_EQ(overlay.env_files[1].span.to_string(), "profiles/demo.yaml:6:19");
  ASSERT_EQ(overlay.env.size(), 2U);
  EXPECT_EQ(overlay.env[0].value.integer, 5433);
  ASSERT_TRUE(overlay.budget);
  EXPECT_EQ(overlay.budget->memory, std::int64_t{3} << 30);
  EXPECT_EQ(overlay.budget->startup, std::chrono::seconds(60));
  ASSERT_EQ(overlay.overrides.size(), 1U);
}

TEST(Profile, LetsTheLaterWin) {
  const std::map<std::string, std::string> contents{
      {"/p/profiles/base.yaml",
       "services: [a]\nproject: base\nenv: {A: 1, B: 1}\ncompose_profiles: [x]\n"},
      {"/p/profiles/derived.yaml", "extends: base\nservices: [b, c]\nenv: {B: 2}\n"},
      {"/usr/profiles/shipped.yml", "env: {C: 3, B: 3}\n"},
      {"/usr/profiles/base.yaml", "project: never-read\n"}};
  const Read result = read(contents, {"derived", "shipped"});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(joined(result.overlay.applied), "derived shipped");
  EXPECT_EQ(result.overlay.project, "base");
  EXPECT_EQ(joined(result.overlay.services), "b c");
  EXPECT_EQ(joined(result.overlay.compose_profiles), "derived x shipped");
  std::string env;
  for (const Entry& entry : result.overlay.env) {
    env += entry.key + "=" + std::to_string(entry.value.integer) + " ";
  }
  EXPECT_EQ(env, "A=1 C=3 B=3 ");
}

TEST(Profile, LeavesOtherNamesToCompose) {
  const Read result = read({}, {"*", "debug", "../etc"});
  EXPECT_EQ(joined(result.overlay.compose_profiles), "* debug ../etc");
  EXPECT_EQ(joined(result.overlay.without_file), "debug ../etc");
  EXPECT_EQ(joined(result.overlay.applied), "");
}

TEST(Profile, ReportsWhatIsWrong) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] :
       {Case{"extends: p", "1:10 DS1401"}, Case{"extends: q", "1:10 DS1401"},
        Case{"servces: [a]", "1:1 DS1402"}, Case{"budget: {memroy: 1G}", "1:10 DS1402"},
        Case{"extends: nope", "1:10 DS1403"}, Case{"- a", "1:1 DS1404"},
        Case{"services: [[a]]", "1:12 DS1404"}, Case{"project: 5", "1:10 DS1404"},
        Case{"env: [A]", "1:6 DS1404"}, Case{"env: {A: [1]}", "1:10 DS1404"},
        Case{"budget: {memory: lots}", "1:18 DS1404"}, Case{"overrides: x", "1:12 DS1404"},
        Case{"use: {bus: redis}", "1:7 DS1411"}, Case{"port_offset: 100", "1:14 DS1411"},
        Case{"x-note: fine", ""}, Case{"a: b: c", "1:5 DS1101"}}) {
    const Read result =
        read({{"/p/profiles/p.yaml", text}, {"/p/profiles/q.yaml", "extends: p"}}, {"p"});
    EXPECT_EQ(result.errors, expected) << text;
  }
  EXPECT_EQ(read({{"/p/profiles/p.yaml", "servces: [a]"}}, {"p"}).hints.at(0),
            "did you mean \"services\"?");
}

}  // namespace
}  // namespace devstack::load
