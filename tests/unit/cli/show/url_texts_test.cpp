// Hosts and ports in connection strings.
#include "cli/show/url_texts.hpp"

#include <gtest/gtest.h>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

std::string found(std::string_view text) {
  std::vector<std::string> parts;
  for (const auto& address : addresses_in(text)) {
    parts.push_back(address.scheme + "/" + address.host + ":" + std::to_string(address.port));
  }
  return join(parts, " ");
}

TEST(UrlTexts, Table) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"postgres://app:p@ss@db:5432/app?x=1", "postgres/db:5432"},
      {"jdbc:postgresql://db/app", "postgresql/db:0"},
      {"mongodb://u:p@a:1,b:2/x", "mongodb/a:1 mongodb/b:2"},
      {"http://api:80 and redis://cache:6379", "http/api:80 redis/cache:6379"},
      {"kafka:9092, other:9093", "/kafka:9092 /other:9093"},
      {"db:5432,rest", ""},
      {"12:30", "/12:30"},
      {"http://{}:{}/x", ""},
      {"http://[::1]:80", ""},
      {"hello", ""},
      {"http://api:99999", ""},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(found(text), expected) << text;
}

}  // namespace
}  // namespace devstack::cli
