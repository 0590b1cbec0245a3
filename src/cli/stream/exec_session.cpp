// A stream session over an exec, and how the exec ended.
#include "cli/stream/exec_session.hpp"

#include "cli/stream/detach_keys.hpp"
#include "cli/stream/stream_session.hpp"

namespace devstack::cli {
namespace {

constexpr Duration kLookAgain{20};
constexpr int kLooks = 25;

/// The output may end a moment before the engine has taken note of the command's end.
Task<std::optional<int>> exit_code(EngineSession& engine, std::string exec_id) {
  for (int look = 0; look < kLooks; ++look) {
    const auto code = co_await engine.client.exec_exit_code(exec_id);
    if (code) co_return code;
    co_await engine.loop.sleep(kLookAgain);
  }
  co_return std::nullopt;
}

}  // namespace

Task<std::optional<int>> run_exec_session(EngineSession& engine, std::string container,
                                          engine::ExecRequest request, ExecTerminal terminal) {
  const bool has_terminal = terminal == ExecTerminal::kAttached;
  const std::string keys = detach_bytes(request.detach_keys);
  auto exec = co_await engine.client.exec_attach(std::move(container), std::move(request));
  StreamSession session{*exec.stream};
  if (has_terminal) {
    session.output = StreamSession::Output::kTerminal;
    session.detach_keys = keys;
    session.resize = [&engine, id = exec.id](int columns, int rows) {
      return engine.client.exec_resize(id, columns, rows);
    };
  }
  const auto end = co_await run_stream_session(engine.loop, std::move(session));
  if (end == SessionEnd::kDetached) co_return 0;
  co_return co_await exit_code(engine, exec.id);
}

}  // namespace devstack::cli
