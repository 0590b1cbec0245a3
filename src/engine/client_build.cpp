// Building by the engine's own (classic) builder.
#include "devstack/engine/client.hpp"
#include "engine/base64.hpp"
#include "engine/client_connection.hpp"
#include "engine/progress_stream.hpp"

namespace devstack::engine {

namespace {

std::string as_json_object(const std::vector<std::pair<std::string, std::string>>& pairs) {
  if (pairs.empty()) return {};
  Value object;
  for (const auto& [key, value] : pairs) object.set(key, value);
  return to_json(object);
}

std::string as_json_array(const std::vector<std::string>& items) {
  return items.empty() ? std::string() : to_json(Value::strings(items));
}

std::string number(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : std::string();
}

std::string build_path(const Client::BuildRequest& build) {
  std::string path =
      "/build" + query({{"dockerfile", build.dockerfile},
                        {"buildargs", as_json_object(build.args)},
                        {"labels", as_json_object(build.labels)},
                        {"target", build.target},
                        {"networkmode", build.network},
                        {"platform", build.platform},
                        {"isolation", build.isolation},
                        {"remote", build.remote},
                        {"cachefrom", as_json_array(build.cache_from)},
                        {"ulimits", build.ulimits.is_null() ? "" : to_json(build.ulimits)},
                        {"shmsize", number(build.shm_size)},
                        {"memory", number(build.memory_bytes)},
                        {"nocache", build.no_cache ? "1" : ""},
                        {"pull", build.pull ? "1" : ""},
                        {"rm", "1"},
                        {"forcerm", "1"}});
  for (const std::string& tag : build.tags) path += "&t=" + io::url_encode(tag);
  for (const std::string& host : build.extra_hosts) path += "&extrahosts=" + io::url_encode(host);
  return path;
}

}  // namespace

Task<std::optional<std::string>> Client::build_image(BuildRequest build, ProgressSink sink) {
  Connection::Call call;
  call.method = "POST";
  call.path = build_path(build);
  io::HttpRequest request = connection_->request(call);
  request.head_timeout = connection_->timeouts.build_silence;
  request.idle_timeout = connection_->timeouts.build_silence;
  if (build.context_tar) request.headers.emplace_back("Content-Type", "application/x-tar");
  if (build.registry_config) {
    request.headers.emplace_back("X-Registry-Config", base64url(to_json(*build.registry_config)));
  }
  request.body_source = std::move(build.context_tar);
  try {
    auto stream = co_await connection_->open(call, std::move(request));
    co_return co_await read_progress(std::move(stream), std::move(sink));
  } catch (const EngineError& error) {
    if (error.status() == 0) throw;
    co_return error.daemon_message();
  } catch (const io::TransportError& error) {
    connection_->rethrow(error, call);
  }
}

}  // namespace devstack::engine
