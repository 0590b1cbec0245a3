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

std::string services(const ProfileOverlay& overlay) {
  std::vector<std::string> names;
  for (const auto& service : overlay.services) names.push_back(service.value);
  return joined(names);
}

std::string env(const ProfileOverlay& overlay) {
  std::vector<std::string> pairs;
  for (const Entry& entry : overlay.env) pairs.push_back(entry.key + "=" + entry.value.text);
  return joined(pairs);
}

std::string env_files(const ProfileOverlay& overlay) {
  std::vector<std::string> paths;
  for (const EnvFileUse& file : overlay.env_files) {
    const char* const marks[] = {"?", "", "!"};
    paths.push_back(file.path.value + marks[static_cast<int>(file.need)]);
  }
  return joined(paths);
}

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
  EXPECT_EQ(services(overlay), "db api");
  ASSERT_EQ(overlay.env_files.size(), 2U);
  EXPECT_EQ(overlay.env_files[1].path.value, "demo.env");
  EXPECT_EQ(overlay.env_files[1].path.span.to_string(), "profiles/demo.yaml:6:19");
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
  EXPECT_EQ(services(result.overlay), "b c");
  EXPECT_EQ(joined(result.overlay.compose_profiles), "derived shipped x");
  EXPECT_EQ(env(result.overlay), "A=1 C=3 B=3");
}

TEST(Profile, ABaseOfSeveralAppliesOnceAndFirst) {
  const std::map<std::string, std::string> contents{
      {"/p/profiles/base.yaml", "env: {LOG: info}\noverrides: {services: {db: {image: b}}}"},
      {"/p/profiles/loud.yaml", "extends: base\nenv: {LOG: debug}"},
      {"/p/profiles/ports.yaml", "extends: [base]\nenv: {PORT: 1}"}};
  const Read result = read(contents, {"loud", "ports"});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(env(result.overlay), "LOG=debug PORT=1");
  EXPECT_EQ(result.overlay.overrides.size(), 1U);
}

TEST(Profile, WhatIsNamedLaterWinsAlsoOverWhatExtendsIt) {
  const std::map<std::string, std::string> contents{
      {"/p/profiles/dev.yaml", "env: {LOG: info}\nservices: [db]"},
      {"/p/profiles/demo.yaml", "extends: dev\nenv: {LOG: debug, DEMO: 1}\nservices: [api]"}};
  EXPECT_EQ(env(read(contents, {"dev", "demo"}).overlay), "LOG=debug DEMO=1");
  const Read turned = read(contents, {"demo", "dev"});
  EXPECT_EQ(env(turned.overlay), "DEMO=1 LOG=info");
  EXPECT_EQ(services(turned.overlay), "db");
}

TEST(Profile, BudgetsMergeKeyByKey) {
  const Read result =
      read({{"/p/profiles/a.yaml", "budget: {memory: 1G, cpus: 1}"},
            {"/p/profiles/b.yaml", "extends: a\nbudget: {memory: 2G, startup: 1m}"}},
           {"b"});
  ASSERT_TRUE(result.overlay.budget);
  EXPECT_EQ(result.overlay.budget->memory, std::int64_t{2} << 30);
  EXPECT_EQ(result.overlay.budget->cpus, 1.0);
  EXPECT_EQ(result.overlay.budget->startup, std::chrono::minutes(1));
}

TEST(Profile, AnEnvFileNamedAgainMovesToTheEnd) {
  const Read result = read({{"/p/profiles/a.yaml", "env_files: [.env, .env.local]"},
                            {"/p/profiles/b.yaml",
                             "extends: a\nenv_files: [demo.env, {path: must.env, required: true}, "
                             "{path: may.env, required: false}, .env.local]"}},
                           {"b"});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(env_files(result.overlay), ".env demo.env must.env! may.env? .env.local");
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
  for (const auto& [text, expected] : {Case{"extends: p", "1:10 DS1401"},
                                       Case{"extends: q", "1:10 DS1401"},
                                       Case{"servces: [a]", "1:1 DS1402"},
                                       Case{"budget: {memroy: 1G}", "1:10 DS1402"},
                                       Case{"extends: nope", "1:10 DS1403"},
                                       Case{"- a", "1:1 DS1404"},
                                       Case{"services: [[a]]", "1:12 DS1404"},
                                       Case{"project: 5", "1:10 DS1404"},
                                       Case{"env: [A]", "1:6 DS1404"},
                                       Case{"env: {A: [1]}", "1:10 DS1404"},
                                       Case{"budget: {memory: lots}", "1:18 DS1404"},
                                       Case{"overrides: x", "1:12 DS1404"},
                                       Case{"use: {bus: [redis]}", "1:12 DS1404"},
                                       Case{"port_offset: 70000", "1:14 DS1404"},
                                       Case{"port_offset: {services: [a]}", "1:14 DS1404"},
                                       Case{"x-note: fine", ""},
                                       Case{"a: b: c", "1:5 DS1101"},
                                       Case{"project: Demo", "1:10 DS1404"},
                                       Case{"services: [a, a]", "1:15 DS1404"},
                                       Case{"env: {A-B: 1}", "1:7 DS1404"},
                                       Case{"env: {A: }", "1:7 DS1404"},
                                       Case{"env_files: [{paht: a}]", "1:14 DS1402"},
                                       Case{"env_files: [\"\"]", "1:13 DS1404"},
                                       Case{"budget: {memory: 0}", "1:18 DS1404"},
                                       Case{"budget: {cpus: -1}", "1:16 DS1404"},
                                       Case{"budget: {startup: 0s}", "1:19 DS1404"},
                                       Case{"overrides: {name: x}", "1:13 DS1404"},
                                       Case{"description: [a]", "1:14 DS1404"}}) {
    const Read result =
        read({{"/p/profiles/p.yaml", text}, {"/p/profiles/q.yaml", "extends: p"}}, {"p"});
    EXPECT_EQ(result.errors, expected) << text;
  }
  EXPECT_EQ(read({{"/p/profiles/p.yaml", "servces: [a]"}}, {"p"}).hints.at(0),
            "did you mean \"services\"?");
}

}  // namespace
}  // namespace devstack::load
