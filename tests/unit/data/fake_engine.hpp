// An engine that knows volumes, and containers of the mock image that copy and measure them: enough
// to see what the data layer leaves behind, whatever happens.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/data/labels.hpp"
#include "devstack/data/workshop.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::data {

class FakeEngine : public ::testing::Test {
 protected:
  struct Volume {
    std::map<std::string, std::string> labels;
    std::string content;
  };
  struct Container {
    Value body;
    int status = 0;
    std::string output;
  };

  FakeEngine() {
    transport_.answer = [this](const io::HttpRequest& request, const std::string& target) {
      fakes::Reply reply;
      answer(request, target.substr(0, target.find('?')), reply);
      return reply;
    };
    stack_.project = "shop";
    stack_.id = "0123456789abcdef";
    stack_.directory = folder_.path().string();
  }

  [[nodiscard]] Workshop workshop() {
    return {client_, loop_, stack_, state_, folder_.file("mock", "no elf file")};
  }

  template <class T>
  T run(Task<T> task) {
    auto limited = io::with_deadline(loop_, std::chrono::seconds{20}, std::move(task));
    auto result = loop_.run(std::move(limited));
    if (!result) throw std::logic_error("the task waits for ever");
    return std::move(*result);
  }
  struct Done {};
  static Task<Done> finish(Task<void> task) {
    co_await task;
    co_return Done{};
  }
  void run(Task<void> task) { run(finish(std::move(task))); }

  /// The code of the error that a task ends with; empty when it succeeds.
  template <class T>
  std::string code_of(Task<T> task) {
    try {
      run(std::move(task));
    } catch (const Error& error) {
      return error.code();
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> volume_names() const {
    std::vector<std::string> names;
    for (const auto& [name, volume] : volumes_) names.push_back(name);
    return names;
  }

  model::Stack stack_;
  io::Loop loop_;
  fakes::ScriptedTransport transport_{loop_};
  engine::Client client_{transport_, loop_, engine::parse_host("unix:///engine.sock")};
  fakes::TemporaryFolder folder_;
  host::StateStore state_{folder_.path().string(), "engine", "project"};
  std::map<std::string, Volume> volumes_;
  std::map<std::string, Container> containers_;
  std::int64_t free_ = std::int64_t{1} << 40;
  /// Exit statuses of the next helpers; 0 when there is none.
  std::vector<int> statuses_;
  /// A volume of this name is somebody else's by the time it is made.
  std::string snatched_;

 private:
  static Value volume_json(const std::string& name, const Volume& volume) {
    Value json = Value::object();
    json.set("Name", name);
    json.set("Driver", "local");
    Value labels = Value::object();
    for (const auto& [key, value] : volume.labels) labels.set(key, value);
    json.set("Labels", std::move(labels));
    return json;
  }

  void answer(const io::HttpRequest& request, const std::string& path, fakes::Reply& reply) {
    if (path.starts_with("/volumes")) {
      answer_volumes(request, path, reply);
    } else if (path.starts_with("/containers")) {
      answer_containers(request, path, reply);
    } else if (path == "/images/create") {
      reply.body = R"({"status":"sha256:mock"})";
    } else {
      reply.status = 404;
      reply.body = R"({"message":"no such image"})";
    }
  }

  void answer_volumes(const io::HttpRequest& request, const std::string& path,
                      fakes::Reply& reply) {
    const std::string name = path.size() > 9 ? path.substr(9) : "";
    if (request.method == "POST") {
      create_volume(*parse_json(request.body));
      reply.status = 201;
      reply.body = "{}";
    } else if (request.method == "DELETE") {
      reply.status = volumes_.erase(name) > 0 ? 204 : 404;
    } else if (path == "/volumes") {
      Value list = Value::array();
      for (const auto& [key, volume] : volumes_) list.push_back(volume_json(key, volume));
      Value body = Value::object();
      body.set("Volumes", std::move(list));
      reply.body = to_json(body);
    } else if (const auto found = volumes_.find(name); found != volumes_.end()) {
      reply.body = to_json(volume_json(name, found->second));
    } else {
      reply.status = 404;
    }
  }

  void create_volume(const Value& body) {
    const std::string name = body["Name"].as_string();
    if (name == snatched_) volumes_[name].labels["owner"] = "somebody else";
    if (volumes_.contains(name)) return;  // as the engine does it
    for (const auto& [key, value] : body["Labels"].members()) {
      volumes_[name].labels[key] = value.as_string();
    }
  }

  void answer_containers(const io::HttpRequest& request, const std::string& path,
                         fakes::Reply& reply) {
    if (path == "/containers/create") {
      const std::string id = "c" + std::to_string(++made_);
      containers_[id].body = *parse_json(request.body);
      reply.status = 201;
      reply.body = R"({"Id":")" + id + R"("})";
      return;
    }
    if (path == "/containers/json") {
      Value list = Value::array();
      for (const auto& [id, container] : containers_) {
        Value one = Value::object();
        one.set("Id", id);
        one.set("State", "exited");
        list.push_back(std::move(one));
      }
      reply.body = to_json(list);
      return;
    }
    const std::string rest = path.substr(std::string("/containers/").size());
    const std::string id = rest.substr(0, rest.find('/'));
    if (request.method == "DELETE") {
      reply.status = containers_.erase(id) > 0 ? 204 : 404;
    } else if (rest.ends_with("/start")) {
      work(containers_[id]);
      reply.status = 204;
    } else if (rest.ends_with("/wait")) {
      reply.body = R"({"StatusCode":)" + std::to_string(containers_[id].status) + "}";
    } else if (rest.ends_with("/logs")) {
      reply.body = fakes::frame(1, containers_[id].output);
    } else {
      reply.body = R"({"Id":")" + id + R"(","Config":{"Tty":false},"State":{"Status":"exited"}})";
    }
  }

  /// What the mock binary would do.
  void work(Container& container) {
    if (!statuses_.empty()) {
      container.status = statuses_.front();
      statuses_.erase(statuses_.begin());
    }
    if (container.status != 0) {
      container.output = "devstack-mock: it failed\n";
      return;
    }
    std::map<std::string, std::string> mounted;
    for (const Value& mount : container.body["HostConfig"]["Mounts"].items()) {
      mounted[mount["Target"].as_string()] = mount["Source"].as_string();
    }
    const auto command = container.body["Cmd"].string_items();
    if (command.empty()) return;
    const bool survey = command[0] == "--survey";
    for (std::size_t i = 1; i < command.size(); i += survey ? 1 : 2) {
      const std::string content = volumes_[mounted[command[i]]].content;
      const std::string size = " 1 " + std::to_string(content.size());
      if (survey) {
        container.output += command[i] + size + " " + std::to_string(free_) + "\n";
        continue;
      }
      volumes_[mounted[command[i + 1]]].content = content;
      container.output += command[i + 1] + size + "\n";
    }
  }

  int made_ = 0;
};

}  // namespace devstack::data
