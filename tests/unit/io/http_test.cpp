#include "devstack/io/http.hpp"

#include <gtest/gtest.h>

namespace devstack::io {
namespace {

TEST(Endpoint, ReadsAsPeopleWriteIt) {
  Endpoint unix_socket;
  unix_socket.unix_path = "/run/docker.sock";
  EXPECT_EQ(unix_socket.to_string(), "unix:///run/docker.sock");
  EXPECT_EQ((Endpoint{"", "127.0.0.1", 80}.to_string()), "127.0.0.1:80");
  EXPECT_EQ((Endpoint{"", "::1", 80}.to_string()), "[::1]:80");
}

TEST(HttpHead, FindsHeadersInAnyCase) {
  const HttpHead head{200, {{"Content-Type", "text/plain"}, {"Api-Version", "1.51"}}};
  EXPECT_EQ(head.header("api-VERSION"), "1.51");
  EXPECT_EQ(head.header("Api"), "");
}

TEST(UrlEncode, KeepsOnlyUnreservedCharacters) {
  EXPECT_EQ(url_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(url_encode("a b/c?d=e&f"), "a%20b%2Fc%3Fd%3De%26f");
  EXPECT_EQ(url_encode("\xC3\xA4"), "%C3%A4");
}

}  // namespace
}  // namespace devstack::io
