// Commands inside containers.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "devstack/engine/stream_demux.hpp"
#include "devstack/io/loop.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

namespace {

constexpr std::size_t kMaxOutputBytes = 16 * 1024;

Value exec_body(const ExecRequest& request) {
  Value body;
  body.set("Cmd", Value::strings(request.command));
  body.set("AttachStdout", !request.detach);
  body.set("AttachStderr", !request.detach);
  body.set("AttachStdin", request.attach_stdin);
  body.set("Tty", request.tty);
  if (request.privileged) body.set("Privileged", true);
  if (!request.environment.empty()) body.set("Env", Value::strings(request.environment));
  if (!request.user.empty()) body.set("User", request.user);
  if (!request.working_dir.empty()) body.set("WorkingDir", request.working_dir);
  if (!request.detach_keys.empty()) body.set("DetachKeys", request.detach_keys);
  return body;
}

/// Reads an exec's framed output to its end, keeping the first bytes.
Task<std::string> collect(std::unique_ptr<io::HttpStream> stream) {
  std::string output;
  StreamDemux demux([&output](FrameStream, std::string_view bytes) {
    output += bytes.substr(0, kMaxOutputBytes - std::min(output.size(), kMaxOutputBytes));
  });
  for (;;) {
    const std::string piece = co_await stream->read();
    if (piece.empty()) co_return output;
    demux.feed(piece);
  }
}

}  // namespace

Task<Client::ExecSession> Client::exec_attach(std::string container, ExecRequest request) {
  Connection::Call create;
  create.method = "POST";
  create.path = fmt::format("/containers/{}/exec", io::url_encode(container));
  create.body = exec_body(request);
  const Connection::Answer created = co_await connection_->send(std::move(create));

  ExecSession session;
  session.id = created.body["Id"].as_string();
  Connection::Call start;
  start.method = "POST";
  start.path = fmt::format("/exec/{}/start", session.id);
  Value body;
  body.set("Detach", request.detach);
  body.set("Tty", request.tty);
  start.body = std::move(body);
  io::HttpRequest opening = connection_->request(start);
  // Without input no upgrade is needed: the answer simply ends when the command does.
  opening.upgrade = request.attach_stdin;
  session.stream = co_await connection_->open(std::move(start), std::move(opening));
  co_return session;
}

Task<ExecResult> Client::exec(std::string id, ExecRequest request, Duration limit) {
  ExecSession session = co_await exec_attach(std::move(id), std::move(request));
  ExecResult result;
  try {
    Task<std::string> collecting = collect(std::move(session.stream));
    std::optional<std::string> output =
        co_await io::with_deadline(connection_->clock, limit, std::move(collecting));
    if (!output) co_return result;
    result.output = std::move(*output);
  } catch (const FrameError& error) {
    result.output = error.what();
  } catch (const io::TransportError&) {
    // The container went away under the command; the exit code, or its absence, tells.
  }
  result.exit_code = co_await exec_exit_code(session.id);
  co_return result;
}

Task<void> Client::exec_resize(std::string exec_id, int columns, int rows) {
  Connection::Call call;
  call.method = "POST";
  call.path = fmt::format("/exec/{}/resize?w={}&h={}", exec_id, columns, rows);
  call.also_fine = {404, 409};  // it has just ended
  co_await connection_->send(std::move(call));
}

Task<std::optional<int>> Client::exec_exit_code(std::string exec_id) {
  Connection::Call call;
  call.method = "GET";
  call.path = fmt::format("/exec/{}/json", exec_id);
  call.also_fine = {404};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  const Value& code = answer.body["ExitCode"];
  if (answer.body["Running"].as_bool() || !code.is_number()) co_return std::nullopt;
  co_return static_cast<int>(code.as_int());
}

}  // namespace devstack::engine
