// Secrets in lines that people wrote.
#include "devstack/base/masking.hpp"

#include <gtest/gtest.h>

namespace devstack {
namespace {

TEST(Masking, KnowsSecretsByTheirNames) {
  for (const char* name :
       {"DB_PASSWORD", "api_key", "X-API-KEY", "GITHUB_TOKEN", "clientSecret",
        "AWS_SECRET_ACCESS_KEY", "POSTGRES_PASSWD", "DB_PASS", "--requirepass"}) {
    EXPECT_TRUE(looks_secret(name)) << name;
  }
  for (const char* name :
       {"DB_PORT", "POSTGRES_PASSWORD_FILE", "KEY", "PATH", "PASSIVE_PORTS", "image"}) {
    EXPECT_FALSE(looks_secret(name)) << name;
  }
}

TEST(Masking, MasksWhatStandsBehindASecretName) {
  struct Case {
    const char* line;
    const char* expected;
  };
  for (const auto& [line, expected] : {
           Case{"DB_PASSWORD=hunter2", "DB_PASSWORD=***"},
           Case{"  DB_PASSWORD: hunter2 x", "  DB_PASSWORD: ***"},
           Case{"- DB_PASSWORD=hunter2", "- DB_PASSWORD=***"},
           Case{"{A: 1, DB_PASSWORD: 'hunter2', B: 2}", "{A: 1, DB_PASSWORD: ***, B: 2}"},
           Case{"P: ${DB_PASSWORD:-dev}", "P: ${DB_PASSWORD:-***}"},
           Case{"DB_PASSWORD: ${DB_PASSWORD:-dev}", "DB_PASSWORD: ${DB_PASSWORD:-***}"},
           Case{"DB_PASSWORD: \"${DB_PASSWORD}\"", "DB_PASSWORD: \"${DB_PASSWORD}\""},
           Case{"U: postgres://app:pw@db:5432/app", "U: postgres://app:***@db:5432/app"},
           Case{"U: \"http://a:${PASSWORD:-x}@h/\"", "U: \"http://a:${PASSWORD:-***}@h/\""},
           Case{"U: http://h:80/a@b", "U: http://h:80/a@b"},
           Case{"image: postgres:15", "image: postgres:15"},
           Case{"P: ${DB_PASSWORD-dev} ${DB_TOKEN:+x}", "P: ${DB_PASSWORD-***} ${DB_TOKEN:+***}"},
           Case{"X-API-KEY: abc", "X-API-KEY: ***"},
           Case{"DB_PASSWORD : abc", "DB_PASSWORD : ***"},
           Case{"- \"DB_PASSWORD=abc\"", "- \"DB_PASSWORD=***\""},
           Case{"DB_PASSWORD=", "DB_PASSWORD="},
           Case{"- DB_PASSWORD", "- DB_PASSWORD"},
       }) {
    EXPECT_EQ(mask_secrets(line), expected);
  }
}

TEST(Masking, MasksAWholeValue) {
  EXPECT_EQ(mask_value("DB_PASSWORD", "x"), "***");
  EXPECT_EQ(mask_value("DB_PASSWORD", ""), "");
  EXPECT_EQ(mask_value("DB_URL", "pg://a:b@h"), "pg://a:***@h");
  EXPECT_EQ(mask_value("DB_PORT", "5432"), "5432");
}

}  // namespace
}  // namespace devstack
