// The command line of buildx: every key in its place, and no value of an argument or secret in it.
#include "reconcile/buildx_command.hpp"

#include <gmock/gmock.h>

#include "devstack/base/text.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Buildx : public ::testing::Test {
 protected:
  Buildx() { build().context = "/src/web"; }

  model::Service& service() { return world_.stack.services.find("web")->second; }
  model::Build& build() {
    if (!world_.stack.services.contains("web")) world_.service("web").build.emplace();
    return *service().build;
  }
  BuildxCommand command() {
    const BuildxInput input{
        world_.stack,         service(), options_, args_, {{"l", "v"}}, environment_,
        "unix:///engine.sock"};
    return buildx_command(input);
  }
  std::string line() { return join(command().arguments, " "); }

  World world_;
  BuildOptions options_;
  std::vector<std::pair<std::string, std::string>> args_;
  model::StringMap environment_{{"PATH", "/bin"}, {"DOCKER_CONTEXT", "other"}};
};

TEST_F(Buildx, OfAPlainBuild) {
  EXPECT_EQ(line(), "build --progress=plain --tag web:1 --load --label l=v /src/web");
  EXPECT_EQ(command().environment.at("DOCKER_HOST"), "unix:///engine.sock");
  EXPECT_FALSE(command().environment.contains("DOCKER_CONTEXT"));
}

TEST_F(Buildx, OfEveryKey) {
  model::Build& b = build();
  b.dockerfile = "docker/Dockerfile";
  b.tags = {"web:2"};
  b.target = "prod";
  b.network = "host";
  b.cache_from = {"type=registry,ref=c"};
  b.cache_to = {"type=inline"};
  b.ssh = {"default"};
  b.entitlements = {"network.host"};
  b.privileged = true;
  b.extra_hosts = {"h=::1"};
  b.shm_size = 64;
  b.ulimits["nofile"] = {1, 2};
  b.provenance = "false";
  b.no_cache = true;
  b.pull = true;
  b.platform = "linux/amd64";
  b.platforms = {"linux/amd64"};
  EXPECT_EQ(line(),
            "build --progress=plain --tag web:1 --tag web:2 --platform linux/amd64 --load "
            "--file /src/web/docker/Dockerfile --label l=v --target prod --network host "
            "--cache-from type=registry,ref=c --cache-to type=inline --ssh default "
            "--allow network.host --allow security.insecure --add-host h:::1 --shm-size 64 "
            "--ulimit nofile=1:2 --provenance=false --no-cache --pull /src/web");
}

TEST_F(Buildx, ValuesOfArgumentsGoByTheEnvironment) {
  args_ = {{"TOKEN", "secret"}, {"PATH", "/evil"}, {"DOCKER_HOST", "x"}};
  const BuildxCommand made = command();
  EXPECT_THAT(line(), HasSubstr("--build-arg TOKEN --"));
  EXPECT_THAT(line(), Not(HasSubstr("secret")));
  EXPECT_EQ(made.environment.at("TOKEN"), "secret");
  // These steer buildx itself.
  EXPECT_EQ(made.environment.at("PATH"), "/bin");
  EXPECT_THAT(line(), HasSubstr("--build-arg PATH=/evil"));
}

TEST_F(Buildx, SecretsAreFilesOrVariables) {
  model::FileSource file;
  file.file = "/run/token";
  model::FileSource text;
  text.content = "s3cret";
  world_.stack.secrets["token"] = file;
  world_.stack.secrets["word"] = text;
  build().secrets = {{"token", "id", {}, {}, {}, {}}, {"word", "word", {}, {}, {}, {}}};
  EXPECT_THAT(line(), HasSubstr("--secret id=id,src=/run/token "
                                "--secret id=word,env=DEVSTACK_BUILD_SECRET_1"));
  EXPECT_THAT(line(), Not(HasSubstr("s3cret")));
  EXPECT_EQ(command().environment.at("DEVSTACK_BUILD_SECRET_1"), "s3cret");
}

TEST_F(Buildx, FilesOfOtherServices) {
  world_.service("base");
  build().additional_contexts = {{"base", "service:base"}, {"docs", "/docs"}};
  EXPECT_THAT(line(), HasSubstr("--build-context base=docker-image://base:1 "
                                "--build-context docs=/docs"));
  EXPECT_EQ(built_upon(service()), std::vector<std::string>{"base"});
}

TEST_F(Buildx, ADockerfileThatIsInNoFile) {
  build().dockerfile_inline = "FROM x\n";
  EXPECT_THAT(line(), HasSubstr("--file - "));
  EXPECT_EQ(command().input, "FROM x\n");
}

TEST_F(Buildx, SeveralPlatformsAreNotLoaded) {
  build().platforms = {"linux/amd64", "linux/arm64"};
  EXPECT_THAT(line(), HasSubstr("--platform linux/amd64 --platform linux/arm64 "
                                "--output type=image,push=false"));
  options_.push = true;
  EXPECT_THAT(line(), HasSubstr("push=true"));
}

TEST_F(Buildx, AskedOnlyToLook) {
  options_.check = true;
  EXPECT_EQ(line(), "build --progress=plain --check --label l=v /src/web");
}

}  // namespace
}  // namespace devstack::reconcile
