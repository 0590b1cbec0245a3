// Models, and the answers to what is wrong.
#include <gtest/gtest.h>

#include "unit/mock/openai_case.hpp"

namespace devstack::mock {
namespace {

TEST(MockOpenAi, ListsItsModel) {
  EXPECT_EQ(parsed(ask("GET", "/v1/models"))["data"][0]["id"], "qwen2.5-7b");
  EXPECT_EQ(parsed(ask("GET", "/v1/models/qwen2.5-7b"))["object"], "model");
  EXPECT_EQ(ask("GET", "/v1/models/other").status, 404);
}

TEST(MockOpenAi, RefusesWhatIsWrong) {
  struct Case {
    const char* method;
    const char* path;
    const char* body;
    int status;
  };
  for (const auto& c : {
           Case{"POST", "/v1/chat/completions", "{", 400},
           Case{"POST", "/v1/chat/completions", "[]", 400},
           Case{"POST", "/v1/chat/completions", "{}", 400},
           Case{"POST", "/v1/chat/completions", R"({"messages": []})", 400},
           Case{"POST", "/v1/chat/completions", R"({"messages": ["x"]})", 400},
           Case{"POST", "/v1/embeddings", "{}", 400},
           Case{"POST", "/v1/embeddings", R"({"input": []})", 400},
           Case{"POST", "/v1/embeddings", R"({"input": "x", "dimensions": 0})", 400},
           Case{"POST", "/v1/embeddings", R"({"input": "x", "dimensions": -1})", 400},
           Case{"GET", "/v1/embeddings", "", 405},
           Case{"POST", "/v1/audio/speech", "{}", 404},
       }) {
    const Response response = ask(c.method, c.path, c.body);
    EXPECT_EQ(response.status, c.status) << c.method << ' ' << c.path << ' ' << c.body;
    EXPECT_TRUE(parsed(response)["error"]["message"].is_string());
  }
}

}  // namespace
}  // namespace devstack::mock
