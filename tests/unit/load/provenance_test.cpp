// Chains and paths. The texts of many more cases are in tests/golden/provenance.
#include "devstack/load/provenance.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

class ProvenanceTest : public ::testing::Test {
 protected:
  void load(const std::map<std::string, std::string>& contents) {
    const MemoryFiles memory(contents);
    LoadRequest request;
    request.working_directory = "/p";
    request.provenance = true;
    const Files files = memory.files();
    loaded_ = load_stack(request, files);
    for (const Diagnostic& found : loaded_.diagnostics.all()) ADD_FAILURE() << render(found);
  }

  /// "set compose.yaml:1:2, extends …", or "no KEY in PATH".
  [[nodiscard]] std::string why(std::string_view path) const {
    const auto found = find_provenance(loaded_.document, path);
    if (const auto* unknown = std::get_if<UnknownPath>(&found)) {
      return "no " + unknown->missing + " in " + unknown->reached;
    }
    std::string out;
    for (const ProvenanceLink& link : std::get<Provenance>(found).chain) {
      out += (out.empty() ? "" : ", ") + std::string(role_name(link.role));
      if (link.where.known()) out += " " + link.where.to_string();
    }
    return out;
  }

  Loaded loaded_;
};

TEST_F(ProvenanceTest, FollowsExtendsAndOverrides) {
  load({{"/p/compose.yaml", "services:\n  a: {extends: b, image: y}\n  b: {image: x}\n"},
        {"/p/compose.override.yaml", "services: {a: {image: z}}\n"}});
  EXPECT_EQ(why("services.a.image"),
            "set compose.override.yaml:1:23, overrode compose.yaml:2:26, "
            "overrode compose.yaml:3:14, extends compose.yaml:2:16");
  EXPECT_EQ(why("services.b.image"), "set compose.yaml:3:14");
}

TEST_F(ProvenanceTest, TellsWhatAShortFormImplies) {
  load({{"/p/compose.yaml", "services: {a: {image: x, ports: [\"8080:80\"]}}\n"}});
  EXPECT_EQ(why("services.a.ports[0].target"), "set compose.yaml:1:34");
  EXPECT_EQ(why("services.a.ports[0].mode"), "implied compose.yaml:1:34");
}

TEST_F(ProvenanceTest, ARemovedValueHasAChain) {
  load({{"/p/compose.yaml", "services: {a: {image: x, user: me}}\n"},
        {"/p/compose.override.yaml", "services: {a: {user: !reset null}}\n"}});
  EXPECT_EQ(why("services.a.user"),
            "removed compose.override.yaml:1:29, overrode compose.yaml:1:32");
}

TEST_F(ProvenanceTest, AnOverrideTagLeavesOnlyTheNewValue) {
  load({{"/p/compose.yaml", "services: {a: {image: x, expose: [\"1\"]}}\n"},
        {"/p/compose.override.yaml", "services: {a: {expose: !override [\"2\"]}}\n"}});
  EXPECT_EQ(why("services.a.expose"), "set compose.override.yaml:1:34, overrode compose.yaml:1:34");
}

TEST_F(ProvenanceTest, KeysMayHoldDotsAndPathsMayBeWrong) {
  load({{"/p/compose.yaml", "services: {a.b: {image: x, labels: {c.d: e, c: f}}}\n"}});
  EXPECT_EQ(why("services.a.b.labels.c.d"), "set compose.yaml:1:42");
  EXPECT_EQ(why("services.a.b.labels.c"), "set compose.yaml:1:48");
  EXPECT_EQ(why("services.a.image"), "no a.image in services");
  EXPECT_EQ(why("services.a.b.labels.x"), "no x in services.a.b.labels");
  EXPECT_EQ(why("services.a.b.image[0]"), "no [0] in services.a.b.image");
}

TEST_F(ProvenanceTest, AnAliasUsedTwiceHasTwoChains) {
  load({{"/p/compose.yaml",
         "x-e: &e {A: 1}\nservices:\n  a: {image: x, environment: *e}\n"
         "  b:\n    image: x\n    environment: {<<: *e, B: 2}\n"},
        {"/p/compose.override.yaml", "services: {b: {environment: {A: 3}}}\n"}});
  EXPECT_EQ(why("services.a.environment.A"), "set compose.yaml:1:13, alias compose.yaml:3:30");
  EXPECT_EQ(why("services.b.environment.A"),
            "set compose.override.yaml:1:33, overrode compose.yaml:1:13, << compose.yaml:6:19, "
            "alias compose.yaml:6:23");
}

TEST_F(ProvenanceTest, MembersTellTheirLastOrigin) {
  load({{"/p/compose.yaml", "services:\n  a:\n    image: x\n    command: [b, c]\n"}});
  const auto found = find_provenance(loaded_.document, "services.a");
  std::string members;
  for (const MemberOrigin& member : std::get<Provenance>(found).members) {
    members += member.path + "=" + member.text + "@" + member.origin.where.to_string() + " ";
  }
  EXPECT_EQ(members,
            "services.a.command=[b, c]@compose.yaml:4:14 services.a.entrypoint=null@ "
            "services.a.image=x@compose.yaml:3:12 services.a.networks.default=null@ ");
}

}  // namespace
}  // namespace devstack::load
