// POST /containers/{id}/attach: the streams of a container's first process.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

Task<std::unique_ptr<io::HttpStream>> Client::attach_container(std::string id,
                                                               AttachRequest request) {
  Connection::Call call;
  call.method = "POST";
  call.path = fmt::format("/containers/{}/attach", io::url_encode(id)) +
              query({{"stream", "1"},
                     {"stdout", "1"},
                     {"stderr", "1"},
                     {"stdin", request.stdin_too ? "1" : ""},
                     {"detachKeys", request.detach_keys}});
  io::HttpRequest opening = connection_->request(call);
  opening.upgrade = request.stdin_too;
  co_return co_await connection_->open(std::move(call), std::move(opening));
}

Task<void> Client::resize_container(std::string id, int columns, int rows) {
  Connection::Call call;
  call.method = "POST";
  call.path = fmt::format("/containers/{}/resize?w={}&h={}", io::url_encode(id), columns, rows);
  call.also_fine = {404, 409};  // it has just ended
  co_await connection_->send(std::move(call));
}

}  // namespace devstack::engine
