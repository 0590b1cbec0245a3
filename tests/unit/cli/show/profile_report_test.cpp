#include "cli/show/profile_report.hpp"

#include <gtest/gtest.h>

#include <map>

#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

load::Files files_of(const std::map<std::string, std::string>& contents) {
  load::Files files;
  files.read = [contents](const std::string& path) -> std::optional<std::string> {
    const auto found = contents.find(path);
    if (found == contents.end()) return std::nullopt;
    return found->second;
  };
  files.is_directory = [](const std::string&) { return false; };
  files.list = [contents](const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& [path, text] : contents) {
      if (path.starts_with(folder + "/")) names.push_back(path.substr(folder.size() + 1));
    }
    return names;
  };
  files.canonical = [](const std::string& path) { return path; };
  return files;
}

constexpr char kStack[] = R"(
name: shop
services:
  db:
    image: postgres:15
    ports: ["127.0.0.1:${DB_PORT:-5432}:5432", "53:53/udp"]
    x-devstack: {budget: {memory: 1G, cpus: 0.5}}
  migrate:
    image: postgres:15
    depends_on: [db]
    x-devstack: {job: {}}
  debug: {image: tools, profiles: [tools]}
x-devstack: {default_profile: dev}
)";

std::vector<ProfileReport> reports(const std::map<std::string, std::string>& profiles) {
  std::map<std::string, std::string> contents{{"/p/stack.yaml", kStack}};
  for (const auto& [name, text] : profiles) contents["/p/profiles/" + name] = text;
  const load::Files files = files_of(contents);
  load::LoadRequest request;
  request.working_directory = "/p";
  std::vector<ProfileReport> all;
  for (const auto& file : load::list_profiles(request, files)) {
    all.push_back(report_profile(request, file, files));
  }
  return all;
}

TEST(ProfileReport, SaysWhatAProfileMakesOfTheStack) {
  const auto all =
      reports({{"dev.yaml",
                "description: daily work\ncompose_profiles: [tools]\nproject: shop-dev\nenv: "
                "{DB_PORT: 5433}\nbudget: {memory: 2G, startup: 30s}\n"}});
  EXPECT_EQ(profiles_text(all, "/p"),
            "● dev (default)  daily work\n"
            "    services  2: db, debug\n"
            "    jobs      1: migrate\n"
            "    budget    memory 1 GiB of 2 GiB, cpus 0.5, start-up 30.0s\n"
            "    ports     127.0.0.1:5433 db, 53/udp db\n"
            "    project   shop-dev\n"
            "    compose   tools\n"
            "    file      profiles/dev.yaml\n");
}

TEST(ProfileReport, ABrokenOneSaysWhyAndHidesNoOther) {
  const auto all = reports({{"a.yaml", "servces: [db]\nbudget: {memory: x}"},
                            {"b.yaml", "services: [db]\nextends: c"},
                            {"c.yaml", "project: c"}});
  EXPECT_EQ(profiles_text(all, "/p"),
            "  a\n"
            "    error     profiles/a.yaml:1:1: [DS1402] unknown key \"servces\" at the top of the "
            "file (and 1 more)\n"
            "    hint      did you mean \"services\"?\n"
            "    file      profiles/a.yaml\n"
            "\n"
            "  b\n"
            "    services  1: db\n"
            "    budget    memory 1 GiB, cpus 0.5\n"
            "    ports     127.0.0.1:5432 db, 53/udp db\n"
            "    project   c\n"
            "    extends   c\n"
            "    file      profiles/b.yaml\n"
            "\n"
            "  c\n"
            "    services  1: db\n"
            "    jobs      1: migrate\n"
            "    budget    memory 1 GiB, cpus 0.5\n"
            "    ports     127.0.0.1:5432 db, 53/udp db\n"
            "    project   c\n"
            "    file      profiles/c.yaml\n");
}

TEST(ProfileReport, AsJson) {
  const auto json = parse_json(
      profiles_json(reports({{"bad.yaml", "extends: bad"}, {"dev.yaml", "budget: {memory: 2G}"}})));
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["schema"].as_string(), "devstack.profiles/1");
  const Value& bad = (*json)["profiles"].items().at(0);
  EXPECT_EQ(bad["errors"].items().at(0)["code"].as_string(), "DS1401");
  EXPECT_EQ(bad["errors"].items().at(0)["where"].as_string(), "profiles/bad.yaml:1:10");
  const Value& dev = (*json)["profiles"].items().at(1);
  EXPECT_TRUE(dev["default"].as_bool());
  EXPECT_TRUE(dev["active"].as_bool());
  EXPECT_EQ(dev["services"].string_items(), std::vector<std::string>{"db"});
  EXPECT_EQ(dev["budget"]["memory"].as_int(), std::int64_t{2} << 30);
  EXPECT_TRUE(dev["budget"]["cpus"].is_null());
  EXPECT_EQ(dev["declared"]["memory"].as_int(), std::int64_t{1} << 30);
  EXPECT_EQ(dev["ports"].items().at(0)["published"].as_string(), "5432");
  EXPECT_TRUE(dev["errors"].items().empty());
}

}  // namespace
}  // namespace devstack::cli
