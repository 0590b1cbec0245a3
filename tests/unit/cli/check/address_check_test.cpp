// Connection strings against the stack that they stand in.
#include "cli/check/address_check.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

struct Shop {
  Shop() {
    auto& db = add("db", "postgres:15");
    db.ports.push_back({5432, "5433", "", "tcp", {}});
    auto& own = add("own", "shop/own");
    own.ports.push_back({7000, "7000", "", "tcp", {}});
    add("api", "shop/api").extra_hosts = {"legacy:10.0.0.1"};
    add("apart", "redis:7").networks.front().network = "apart";
  }
  model::Service& add(const std::string& name, const std::string& image) {
    auto& service = loaded.stack.services[name];
    service.name = name;
    service.image = image;
    service.networks.emplace_back().network = "default";
    return service;
  }
  [[nodiscard]] std::string found() const {
    Diagnostics diagnostics;
    check_addresses(loaded, diagnostics);
    std::string text;
    for (const auto& one : diagnostics.all()) text += one.message + " | " + one.hint + "\n";
    return text;
  }
  [[nodiscard]] std::string inside(const std::string& value) {
    loaded.stack.services["api"].environment["URL"] = value;
    return found();
  }
  [[nodiscard]] std::string outside(const std::string& value) {
    loaded.stack.extension.exports["URL"].value = value;
    return found();
  }

  load::Loaded loaded;
};

TEST(AddressCheck, WhatIsRightOrCannotBeKnown) {
  for (const auto* value :
       {"postgres://a:b@db:5432/x", "http://own:1234", "http://db.example.com:1", "db:5432",
        "http://legacy:1", "http://localhost:5433", "redis://localhost:9", "text", "nobody:5"}) {
    EXPECT_EQ(Shop().inside(value), "") << value;
  }
}

TEST(AddressCheck, Inside) {
  EXPECT_EQ(
      Shop().inside("postgres://a:secret@db:5433/x"),
      "URL of service \"api\" points nowhere: 5433 is the port of \"db\" on this host, not in "
      "its network | services reach it at db:5432\n");
  EXPECT_EQ(Shop().inside("db:9"),
            "URL of service \"api\" points nowhere: \"db\" does not listen on port 9 | services "
            "reach it at db:5432\n");
  EXPECT_EQ(Shop().inside("redis://localhost:5433"),
            "URL of service \"api\" points nowhere: inside a container localhost:5433 is the "
            "container itself | services reach it at db:5432\n");
  EXPECT_EQ(Shop().inside("postgres://own2/x"),
            "URL of service \"api\" points nowhere: no service is called \"own2\" | did you mean "
            "\"own\"?\n");
  EXPECT_EQ(
      Shop().inside("redis://apart:6379"),
      "URL of service \"api\" points nowhere: \"api\" shares no network with \"apart\" | name "
      "one network in both\n");
}

TEST(AddressCheck, ExternalNetworksMayKnowMore) {
  Shop shop;
  shop.loaded.stack.networks["default"].external = true;
  EXPECT_EQ(shop.inside("postgres://elsewhere/x"), "");
}

TEST(AddressCheck, Outside) {
  EXPECT_EQ(Shop().outside("postgres://localhost:5433/x"), "");
  EXPECT_EQ(Shop().outside("postgres://{address:db:5432}/x"), "");
  EXPECT_EQ(Shop().outside("http://localhost:{port:own:7000}"), "");
  EXPECT_EQ(Shop().outside("postgres://localhost:5432/x"),
            "export URL points nowhere: no service publishes port 5432 on this host | "
            "{address:SERVICE:PORT} follows the stack\n");
  EXPECT_EQ(Shop().outside("postgres://db:5432/x"),
            "export URL points nowhere: this host does not know the name \"db\": it is one of the "
            "stack's networks | {address:db:5432} gives its address on this host\n");
}

}  // namespace
}  // namespace devstack::cli
