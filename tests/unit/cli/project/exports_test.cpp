// Placeholders and quoting of exports.
#include "cli/project/exports.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

model::Stack stack_with(const std::map<std::string, std::string>& exports) {
  model::Stack stack;
  for (const auto& [name, text] : exports) stack.extension.exports[name] = {text, {}};
  return stack;
}

engine::PublishedPort port(std::uint16_t inside, std::uint16_t outside) {
  engine::PublishedPort made;
  made.container_port = inside;
  made.host_port = outside;
  made.host_ip = "127.0.0.1";
  return made;
}

TEST(Exports, PlaceholdersGiveThePublishedAddress) {
  const PublishedPorts ports{{"db", {port(5432, 5433)}}};
  std::vector<std::string> problems;
  const auto exports = resolve_exports(stack_with({{"URL", "postgres://a@{address:db:5432}/x"},
                                                   {"PORT", "{port:db:5432}"},
                                                   {"JSON", "{\"a\":{b}}"},
                                                   {"GONE", "{address:web:80}"}}),
                                       ports, problems);
  EXPECT_EQ(exports.at("URL"), "postgres://a@localhost:5433/x");
  EXPECT_EQ(exports.at("PORT"), "5433");
  EXPECT_EQ(exports.at("JSON"), "{\"a\":{b}}");
  EXPECT_FALSE(exports.contains("GONE"));
  EXPECT_EQ(problems,
            std::vector<std::string>{"GONE is left out: port 80 of web is not published now"});
}

TEST(Exports, LinksFollowThePorts) {
  model::Stack stack;
  stack.extension.links = {"DB: localhost:{port:db:5432}", "gone: {port:web:80}", "docs: {x}"};
  EXPECT_EQ(resolve_links(stack, {{"db", {port(5432, 5433)}}}),
            (std::vector<std::string>{"DB: localhost:5433", "docs: {x}"}));
}

TEST(Exports, TextsCannotBreakOut) {
  const Exports exports{{"A", "it's $HOME \"q\"\nline"}};
  EXPECT_EQ(exports_text(exports, EnvArguments::Format::kShell),
            "export A='it'\\''s $HOME \"q\"\nline'\n");
  EXPECT_EQ(exports_text(exports, EnvArguments::Format::kDotenv),
            "A=\"it's \\$HOME \\\"q\\\"\\nline\"\n");
  EXPECT_EQ(exports_text(exports, EnvArguments::Format::kJson),
            "{\n  \"A\": \"it's $HOME \\\"q\\\"\\nline\"\n}\n");
}

}  // namespace
}  // namespace devstack::cli
