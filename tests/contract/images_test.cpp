#include "contract/contract_fixture.hpp"

namespace devstack::engine {
namespace {

class Images : public ContractTest {
 protected:
  static std::string unique_image() { return "devstack/contract/" + unique_name() + ":1"; }

  Client::BuildRequest build_of(std::string dockerfile, const std::string& tag) {
    Client::BuildRequest build;
    context_ = make_tar({{"Dockerfile", std::move(dockerfile)},
                         {"file", "content\n"},
                         {"gr\xC3\xBC\xC3\x9F"
                          "e",
                          "bytes\n"}});
    build.context_tar = [this] { return whole(context_); };
    build.dockerfile = "Dockerfile";
    build.tags = {tag};
    return build;
  }

 private:
  static Task<std::string> whole(std::string& text) { co_return std::exchange(text, {}); }
  std::string context_;
};

TEST_F(Images, AreInspected) {
  const auto details = run(client.inspect_image(image));
  ASSERT_TRUE(details) << image << " is missing; tests/images/make makes it";
  EXPECT_NE(details->id, "");
  EXPECT_EQ(details->os, "linux");
  EXPECT_GT(details->size_bytes, 0);
  EXPECT_FALSE(run(client.inspect_image(unique_image())));
}

TEST_F(Images, AreTaggedAndUntagged) {
  const std::string name = unique_image();
  run(client.tag_image(image, name));
  EXPECT_EQ(run(client.inspect_image(name))->id, run(client.inspect_image(image))->id);
  EXPECT_EQ(run(client.remove_image(name)), RemoveResult::kRemoved);
  EXPECT_EQ(run(client.remove_image(name)), RemoveResult::kNotFound);
}

TEST_F(Images, AreImportedWithInstructions) {
  const std::string name = unique_image();
  remove_image_later(name);
  const std::string tar = make_tar({{"hello", "world"}});
  const std::vector<std::string> changes{"CMD [\"/hello\"]", "LABEL a=b", "EXPOSE 80/tcp"};
  run(client.import_image(name, tar, changes));
  const auto details = run(client.inspect_image(name));
  ASSERT_TRUE(details);
  EXPECT_EQ(details->labels.at("a"), "b");
  EXPECT_EQ(details->exposed_ports, std::vector<std::string>{"80/tcp"});
}

TEST_F(Images, AreNotImportedFromGarbage) {
  const std::string name = unique_image();
  EXPECT_THROW(run(client.import_image(name, "this is no tar archive", {})), EngineError);
  EXPECT_FALSE(run(client.inspect_image(name)));
}

TEST_F(Images, AreBuilt) {
  const std::string name = unique_image();
  remove_image_later(name);
  Client::BuildRequest build =
      build_of("FROM " + image +
                   "\nARG WHO\nCOPY file /file\nCOPY gr* /names/\nRUN echo hello $WHO >> /file\n",
               name);
  build.args = {{"WHO", "world"}};
  build.labels = {{"devstack.contract", label}};
  std::string output;
  const auto sink = [&output](const ProgressMessage& m) { output += m.status; };
  EXPECT_EQ(run(client.build_image(std::move(build), sink)), std::nullopt) << output;
  const auto details = run(client.inspect_image(name));
  ASSERT_TRUE(details) << output;
  EXPECT_EQ(details->labels.at("devstack.contract"), label);

  Value body = container_body(
      "cat /file; cat /names/gr\xC3\xBC\xC3\x9F"
      "e");
  body.set("Image", name);
  const std::string id = create(unique_name(), std::move(body));
  run(client.start_container(id));
  run(client.wait_container(id));
  EXPECT_EQ(run(client.log_tail(id, 5, "")), "content\nhello world\nbytes\n");
}

TEST_F(Images, SayWhyABuildFailed) {
  const std::string name = unique_image();
  Client::BuildRequest build = build_of("FROM " + image + "\nRUN exit 9\n", name);
  const auto failure = run(client.build_image(std::move(build), {}));
  ASSERT_TRUE(failure);
  EXPECT_NE(failure->find('9'), std::string::npos) << *failure;
  EXPECT_TRUE(run(client.build_image(build_of("FROM\n", name), {})));
}

TEST_F(Images, AreBuiltWithinLimits) {
  const std::string name = unique_image();
  remove_image_later(name);
  Client::BuildRequest build = build_of("FROM " + image + "\nRUN test $(ulimit -n) = 77\n", name);
  Value limit = Value::object();
  limit.set("Name", "nofile");
  limit.set("Soft", 77);
  limit.set("Hard", 77);
  build.ulimits.push_back(std::move(limit));
  build.memory_bytes = std::int64_t{256} << 20;
  build.shm_size = std::int64_t{16} << 20;
  EXPECT_EQ(run(client.build_image(std::move(build), {})), std::nullopt);
}

TEST_F(Images, SayWhyAPushFailed) {
  const std::string name = "127.0.0.1:1/" + unique_image();
  EXPECT_TRUE(run(client.push_image(name, std::nullopt, {}))) << "there is no such image";
  run(client.tag_image(image, name));
  remove_image_later(name);
  const auto failure = run(client.push_image(name, std::nullopt, {}));
  ASSERT_TRUE(failure) << "nobody listens there";
  EXPECT_NE(failure->find("refused"), std::string::npos) << *failure;
}

}  // namespace
}  // namespace devstack::engine
