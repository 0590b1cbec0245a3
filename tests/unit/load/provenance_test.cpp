// Chains and paths. The texts of many more cases are in tests/golden/provenance.
#include "devstack/load/provenance.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

class ProvenanceTest : public ::testing::Test {
 protected:
  void load(const std::map<std::string, std::string>& contents, LoadRequest request = {}) {
    const MemoryFiles memory(contents);
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
      if (link.role == ProvenanceLink::Role::kVariable) out += " " + link.text;
      out += link.where.known() ? " " + link.where.to_string()
                                : (link.detail.empty() ? "" : " (" + link.detail + ")");
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

TEST_F(ProvenanceTest, MergeKeysOfMergeKeys) {
  load({{"/p/compose.yaml",
         "x-a: &a {A: 1, B: 1}\n"
         "x-b: &b {<<: *a, B: 2}\n"
         "services: {s: {image: x, environment: {<<: *b, C: 3}}}\n"}});
  EXPECT_EQ(why("services.s.environment.A"),
            "set compose.yaml:1:13, << compose.yaml:3:40, alias compose.yaml:3:44, "
            "<< compose.yaml:2:10, alias compose.yaml:2:14");
  EXPECT_EQ(why("services.s.environment.B"),
            "set compose.yaml:2:21, << compose.yaml:3:40, alias compose.yaml:3:44");
  EXPECT_EQ(why("services.s.environment.C"), "set compose.yaml:3:51");
  EXPECT_EQ(why("x-b.B"), "set compose.yaml:2:21");
}

TEST_F(ProvenanceTest, ExtendsOfExtendsFromOtherFolders) {
  load({{"/p/compose.yaml", "services: {a: {extends: {file: sub/b.yaml, service: b}}}\n"},
        {"/p/sub/b.yaml", "services: {b: {extends: {file: c.yaml, service: c}, user: me}}\n"},
        {"/p/sub/c.yaml", "services: {c: {image: x, user: root, env_file: [c.env]}}\n"},
        {"/p/sub/c.env", "C=1\n"}});
  const std::string way = "extends compose.yaml:1:25, extends sub/b.yaml:1:25";
  EXPECT_EQ(why("services.a.image"), "set sub/c.yaml:1:23, " + way);
  EXPECT_EQ(why("services.a.user"),
            "set sub/b.yaml:1:59, extends compose.yaml:1:25, "
            "overrode sub/c.yaml:1:32, extends sub/b.yaml:1:25");
  EXPECT_EQ(why("services.a.environment.C"), "set sub/c.env:1:1, file sub/c.yaml:1:49");
}

TEST_F(ProvenanceTest, AnIncludeWithItsOverride) {
  load({{"/p/compose.yaml", "include: [{path: [sub/a.yaml, sub/b.yaml]}]\n"},
        {"/p/sub/a.yaml", "services: {a: {image: 'x:${V}', ports: ['1:1'], user: u}}\n"},
        {"/p/sub/b.yaml", "services: {a: {ports: ['2:2'], user: v}}\n"},
        {"/p/sub/.env", "V=3\n"}});
  EXPECT_EQ(why("services.a.image"),
            "set sub/a.yaml:1:23, include compose.yaml:1:11, variable V sub/.env:1:1");
  EXPECT_EQ(why("services.a.user"),
            "set sub/b.yaml:1:38, include compose.yaml:1:11, overrode sub/a.yaml:1:55");
  EXPECT_EQ(why("services.a.ports[1]"), "set sub/b.yaml:1:24, include compose.yaml:1:11");
}

TEST_F(ProvenanceTest, VariablesAsListAndAsMapping) {
  LoadRequest request;
  request.environment = {{"PASSED", "p"}};
  load({{"/p/compose.yaml",
         "services: {a: {image: x, environment: [A=1, 'B=${B:-2}', PASSED, C=3]}}\n"},
        {"/p/compose.override.yaml", "services: {a: {environment: {C: 4}}}\n"}},
       request);
  EXPECT_EQ(why("services.a.environment.A"), "set compose.yaml:1:40");
  EXPECT_EQ(why("services.a.environment.B"),
            "set compose.yaml:1:45, variable B (not set: the default in the file)");
  EXPECT_EQ(why("services.a.environment.PASSED"), "set compose.yaml:1:58, variable PASSED (shell)");
  EXPECT_EQ(why("services.a.environment.C"),
            "set compose.override.yaml:1:33, overrode compose.yaml:1:66");
  EXPECT_EQ(why("services.a.environment"),
            "merged compose.override.yaml:1:29, set compose.yaml:1:39");
}

TEST_F(ProvenanceTest, PortsKeepTheirPlacesThroughRangesAndMerges) {
  load({{"/p/compose.yaml", "services: {a: {image: x, ports: ['1:1', '2-3:12-13']}}\n"},
        {"/p/compose.override.yaml", "services: {a: {ports: ['4:4', '1:1']}}\n"}});
  EXPECT_EQ(why("services.a.ports[0]"),
            "set compose.override.yaml:1:31, overrode compose.yaml:1:34");
  EXPECT_EQ(why("services.a.ports[2].published"), "set compose.yaml:1:41");
  EXPECT_EQ(why("services.a.ports[3].target"), "set compose.override.yaml:1:24");
}

TEST_F(ProvenanceTest, EnvFilesSeeOneAnother) {
  load({{"/p/compose.yaml", "services: {a: {image: x, env_file: [a.env, b.env]}}\n"},
        {"/p/a.env", "A=1\nSAME=a\nQUOTED='$A'\n"},
        {"/p/b.env", "SAME=b\nB=${A}-${SAME}\nUNSET=${NOBODY-d}\n"}});
  EXPECT_EQ(why("services.a.environment.SAME"),
            "set b.env:1:1, file compose.yaml:1:44, "
            "overrode a.env:2:1, file compose.yaml:1:37");
  EXPECT_EQ(why("services.a.environment.B"),
            "set b.env:2:1, file compose.yaml:1:44, variable A a.env:1:1, "
            "variable SAME b.env:1:1");
  EXPECT_EQ(why("services.a.environment.QUOTED"), "set a.env:3:1, file compose.yaml:1:37");
  EXPECT_EQ(
      why("services.a.environment.UNSET"),
      "set b.env:3:1, file compose.yaml:1:44, variable NOBODY (not set: the default in the file)");
  EXPECT_EQ(why("services.a.environment"), "set compose.yaml:1:36");
}

TEST_F(ProvenanceTest, WhatIsBelowARemovedValueWasRemovedWithIt) {
  load(
      {{"/p/compose.yaml", "services: {a: {image: x, labels: {b: c}, command: [d]}}\n"},
       {"/p/compose.override.yaml", "services: {a: {labels: !reset {}, command: !reset null}}\n"}});
  const std::string removed = "removed compose.override.yaml:1:31, overrode compose.yaml:1:34";
  EXPECT_EQ(why("services.a.labels"), removed);
  EXPECT_EQ(why("services.a.labels.b"), removed);
  EXPECT_EQ(why("services.a.labelsx"), "no labelsx in services.a");
  EXPECT_EQ(why("services.a.command"),
            "default (always printed, as Compose does: the image's own), "
            "removed compose.override.yaml:1:51, overrode compose.yaml:1:51");
}

TEST_F(ProvenanceTest, DefaultsSayWhy) {
  load({{"/p/compose.yaml", "services: {a: {image: x}}\n"}});
  EXPECT_EQ(why("services.a.networks"), "default (added by normalisation: the default network)");
  EXPECT_EQ(why("networks.default.name"),
            "default (added by normalisation: the project's name and the key)");
}

TEST_F(ProvenanceTest, TheProjectsNameSaysWhoGaveIt) {
  const std::map<std::string, std::string> stack = {
      {"/p/compose.yaml", "services: {a: {image: x}}\n"}};
  const std::string name = "default (the project's name), variable COMPOSE_PROJECT_NAME ";
  load(stack);
  EXPECT_EQ(why("name"), name + "(the folder's name)");
  LoadRequest request;
  request.environment = {{"COMPOSE_PROJECT_NAME", "shell"}};
  load(stack, request);
  EXPECT_EQ(why("name"), name + "(shell)");
  request.project_name = "given";
  load(stack, request);
  EXPECT_EQ(why("name"), name + "(-p)");
  load({{"/p/compose.yaml", "name: own\nservices: {a: {image: x}}\n"}});
  EXPECT_EQ(why("name"), "set compose.yaml:1:7");
}

}  // namespace
}  // namespace devstack::load
