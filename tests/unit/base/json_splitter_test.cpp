// Documents out of a stream, however it is cut.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "devstack/base/value.hpp"

namespace devstack {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(JsonSplitter, SplitsWithAndWithoutNewlines) {
  JsonSplitter splitter;
  EXPECT_THAT(splitter.feed("{\"a\":1}\n{\"b\":[2]}{}\r\n[]"),
              ElementsAre(R"({"a":1})", R"({"b":[2]})", "{}", "[]"));
}

TEST(JsonSplitter, BracketsAndQuotesInStringsDoNotCount) {
  JsonSplitter splitter;
  const std::string document = R"({"a":"}]{[ \" \\","b":"\\\""})";
  EXPECT_THAT(splitter.feed(document + document), ElementsAre(document, document));
}

TEST(JsonSplitter, AnyCutGivesTheSameDocuments) {
  const std::string first = R"({"a":"\"}","b":{"c":[1]}})";
  const std::string stream = first + "\n" + first + " {}";
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    JsonSplitter splitter;
    auto documents = splitter.feed(stream.substr(0, cut));
    for (auto& document : splitter.feed(stream.substr(cut))) documents.push_back(document);
    EXPECT_THAT(documents, ElementsAre(first, first, "{}")) << "cut at " << cut;
  }
}

TEST(JsonSplitter, ByteByByteToo) {
  const std::string document = R"({"status":"Pulling","id":"ä"})";
  JsonSplitter splitter;
  std::vector<std::string> documents;
  for (const char c : document + document) {
    for (auto& found : splitter.feed({&c, 1})) documents.push_back(found);
  }
  EXPECT_THAT(documents, ElementsAre(document, document));
}

TEST(JsonSplitter, StopsAtADocumentThatDoesNotEnd) {
  JsonSplitter splitter;
  EXPECT_THAT(splitter.feed("{\"a\":\""), IsEmpty());
  const std::string chunk(JsonSplitter::kMaxDocumentBytes, 'x');
  EXPECT_THROW(static_cast<void>(splitter.feed(chunk)), std::length_error);
}

}  // namespace
}  // namespace devstack
