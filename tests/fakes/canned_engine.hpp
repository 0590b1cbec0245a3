// An engine that answers from a table: the whole program runs against it, over a real socket. It
// remembers nothing; what a run needs to see changing is listed more than once.
#pragma once

#include <fnmatch.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstring>
#include <list>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fakes/temporary_folder.hpp"

namespace devstack::fakes {

/// One line of the table: "METHOD PATTERN STATUS BODY". The pattern is a glob over the path, its
/// query included, without the API version. Status 0: no answer ever comes; 101: the connection is
/// taken over, and ends after the body.
struct CannedAnswer {
  std::string method, pattern;
  int status = 200;
  std::string body;
};

class CannedEngine {
 public:
  /// Lines of the table; "API 1.41" sets what the engine speaks ("API" alone: it does not say),
  /// "DEAF" makes that nobody listens on the socket, "#" begins a comment. Of several lines that
  /// fit, the first is taken and, unless it is the last of that method and pattern, not used again.
  /// What no line is about goes well.
  explicit CannedEngine(const std::string& table)
      : path_((folder_.path() / "engine.sock").string()),
        listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    read(table);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (deaf_) return;
    ::listen(listener_, 64);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~CannedEngine() {
    ::shutdown(listener_, SHUT_RDWR);
    if (acceptor_.joinable()) acceptor_.join();
    for (Connection& connection : connections_) {
      ::shutdown(connection.fd, SHUT_RDWR);
      connection.thread.join();
      ::close(connection.fd);
    }
    ::close(listener_);
  }
  CannedEngine(const CannedEngine&) = delete;
  CannedEngine& operator=(const CannedEngine&) = delete;

  /// As DOCKER_HOST has it.
  [[nodiscard]] std::string host() const { return "unix://" + path_; }

 private:
  struct Connection {
    int fd = -1;
    std::thread thread;
  };

  void read(const std::string& table) {
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      CannedAnswer answer;
      words >> answer.method;
      if (answer.method.empty() || answer.method.starts_with('#')) continue;
      if (answer.method == "API") {
        api_.clear();
        words >> api_;
      } else if (answer.method == "DEAF") {
        deaf_ = true;
      } else {
        words >> answer.pattern >> answer.status >> std::ws;
        std::getline(words, answer.body);
        answers_.push_back(std::move(answer));
      }
    }
  }

  /// An engine with nothing on it, where images are present and containers start and run.
  static std::vector<CannedAnswer> usual_answers() {
    return {
        {"GET", "/_ping", 200, "OK"},
        {"GET", "/info", 200, R"({"ID": "canned", "MemTotal": 8000000000, "NCPU": 4})"},
        {"GET", "/containers/json*", 200, "[]"},
        {"GET", "/networks", 200, "[]"},
        {"GET", "/networks?*", 200, "[]"},
        {"GET", "/volumes", 200, R"({"Volumes": []})"},
        {"GET", "/volumes?*", 200, R"({"Volumes": []})"},
        {"GET", "/images/*/json", 200, R"({"Id": "sha256:11", "Config": {}})"},
        {"POST", "/networks/create", 201, R"({"Id": "n1"})"},
        {"POST", "/volumes/create", 201, "{}"},
        {"POST", "/containers/create*", 201, R"({"Id": "c1", "Warnings": []})"},
        {"POST", "/containers/*/exec", 201, R"({"Id": "e1"})"},
        {"POST", "/exec/*/start", 200, ""},
        {"GET", "/exec/*/json", 200, R"({"Running": false, "ExitCode": 0})"},
        {"POST", "/containers/*/wait*", 0, ""},
        {"POST", "*", 204, ""},
        {"PUT", "*", 200, ""},
        {"DELETE", "*", 204, ""},
        {"GET", "/containers/*/logs*", 200, ""},
        {"GET", "/containers/*/json", 200,
         R"({"Id": "c1", "Name": "/c1", "Config": {}, "State": {"Status": "running", )"
         R"("Running": true, "StartedAt": "2026-01-01T00:00:00Z"}})"},
        {"GET", "/events*", 0, ""},
        {"GET", "/system/df*", 200, "{}"},
        {"GET", "*", 404, R"({"message": "there is no such thing"})"},
        {"HEAD", "*", 200, ""},
    };
  }

  void accept_all() {
    for (;;) {
      const int fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) return;
      Connection& connection = connections_.emplace_back();
      connection.fd = fd;
      connection.thread = std::thread([this, fd] { serve(fd); });
    }
  }

  void serve(int fd) {
    std::string received;
    for (;;) {
      std::string head;
      if (!take_until(fd, received, "\r\n\r\n", head) || !take_body(fd, received, head)) return;
      std::istringstream words(head);
      std::string method, target;
      words >> method >> target;
      const CannedAnswer answer = answer_to(method, without_version(target));
      if (answer.status == 0) {
        while (take_more(fd, received)) {
        }
        return;
      }
      if (answer.status == 101) {
        say(fd,
            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n" + answer.body);
        ::shutdown(fd, SHUT_RDWR);
        return;
      }
      std::string reply = "HTTP/1.1 " + std::to_string(answer.status) + " As Told\r\n";
      if (!api_.empty()) reply += "Api-Version: " + api_ + "\r\n";
      if (answer.status != 204) {
        reply += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
      }
      reply += "\r\n" + (answer.status == 204 ? std::string() : answer.body);
      say(fd, reply);
      if (head.find("\r\nUpgrade: ") != std::string::npos) {  // a stream, and this is its end
        ::shutdown(fd, SHUT_RDWR);
        return;
      }
    }
  }

  static void say(int fd, const std::string& bytes) {
    ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  CannedAnswer answer_to(const std::string& method, const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto fits = [&](const CannedAnswer& answer) {
      return answer.method == method && ::fnmatch(answer.pattern.c_str(), path.c_str(), 0) == 0;
    };
    const auto told = std::find_if(answers_.begin(), answers_.end(), fits);
    if (told == answers_.end()) {
      const std::vector<CannedAnswer> usual = usual_answers();
      return *std::find_if(usual.begin(), usual.end(), fits);
    }
    CannedAnswer answer = *told;
    const bool again = std::any_of(std::next(told), answers_.end(), [&](const auto& other) {
      return other.method == answer.method && other.pattern == answer.pattern;
    });
    if (again) answers_.erase(told);
    return answer;
  }

  static std::string without_version(const std::string& target) {
    return target.starts_with("/v1.") ? target.substr(target.find('/', 1)) : target;
  }

  static bool take_more(int fd, std::string& received) {
    char buffer[4096];
    const ssize_t size = ::recv(fd, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    received.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  /// Moves what stands before `end`, and `end`, from `received` to `taken`.
  static bool take_until(int fd, std::string& received, const std::string& end,
                         std::string& taken) {
    std::size_t at = received.find(end);
    for (; at == std::string::npos; at = received.find(end)) {
      if (!take_more(fd, received)) return false;
    }
    taken = received.substr(0, at + end.size());
    received.erase(0, at + end.size());
    return true;
  }

  static bool drop(int fd, std::string& received, std::size_t size) {
    while (received.size() < size) {
      if (!take_more(fd, received)) return false;
    }
    received.erase(0, size);
    return true;
  }

  static bool take_body(int fd, std::string& received, std::string head) {
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (head.find("transfer-encoding: chunked") != std::string::npos) {
      for (std::string size;;) {
        if (!take_until(fd, received, "\r\n", size)) return false;
        const std::size_t bytes = std::stoul(size, nullptr, 16);
        if (!drop(fd, received, bytes + 2)) return false;
        if (bytes == 0) return true;
      }
    }
    const std::size_t length = head.find("content-length: ");
    if (length == std::string::npos) return true;
    return drop(fd, received, std::stoul(head.substr(length + 16)));
  }

  TemporaryFolder folder_;
  std::string path_;
  int listener_;
  std::string api_ = "1.51";
  bool deaf_ = false;
  std::mutex mutex_;
  std::vector<CannedAnswer> answers_;
  std::list<Connection> connections_;
  std::thread acceptor_;
};

}  // namespace devstack::fakes
