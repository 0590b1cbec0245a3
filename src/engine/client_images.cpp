// Images: inspect, pull, tag, import, load, remove.
#include <fmt/format.h>

#include <utility>

#include "devstack/engine/client.hpp"
#include "devstack/engine/image_reference.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"
#include "engine/progress_stream.hpp"

namespace devstack::engine {
namespace {

/// Reads a pull or push to its end. Empty on success, else the reason; what is said before the
/// stream begins is a reason, too.
Task<std::optional<std::string>> transfer(Client::Connection& connection,
                                          Client::Connection::Call call, io::HttpRequest request,
                                          Client::ProgressSink sink, std::string_view what) {
  try {
    auto stream = co_await connection.open(call, std::move(request));
    co_return co_await read_progress(std::move(stream), std::move(sink));
  } catch (const EngineError& error) {
    if (error.status() == 0) throw;
    co_return error.daemon_message();
  } catch (const io::TransportError& error) {
    co_return fmt::format("the {} broke off: {}", what, error.what());
  }
}

}  // namespace

Task<std::optional<ImageDetails>> Client::inspect_image(std::string reference) {
  const std::optional<Value> found =
      co_await connection_->find(fmt::format("/images/{}/json", io::url_encode(reference)));
  if (!found) co_return std::nullopt;
  co_return decode_image(*found);
}

Task<std::optional<std::string>> Client::pull_image(std::string reference, std::string platform,
                                                    std::optional<RegistryAuth> auth,
                                                    ProgressSink sink) {
  const std::optional<ImageReference> parsed = parse_image_reference(reference);
  if (!parsed) co_return fmt::format("\"{}\" is not a valid image name", reference);
  // An empty tag would pull every tag of the repository.
  const std::string tag = parsed->digest.empty() ? parsed->tag : parsed->digest;
  Connection::Call call;
  call.method = "POST";
  call.path = "/images/create" + query({{"fromImage", parsed->registry + "/" + parsed->repository},
                                        {"tag", tag},
                                        {"platform", platform}});
  io::HttpRequest request = connection_->request(call);
  request.head_timeout = connection_->timeouts.pull_silence;
  request.idle_timeout = connection_->timeouts.pull_silence;
  if (auth) request.headers.emplace_back("X-Registry-Auth", auth->header_value());
  co_return co_await transfer(*connection_, std::move(call), std::move(request), std::move(sink),
                              "pull");
}

Task<std::optional<std::string>> Client::push_image(std::string reference,
                                                    std::optional<RegistryAuth> auth,
                                                    ProgressSink sink) {
  const std::optional<ImageReference> parsed = parse_image_reference(reference);
  if (!parsed) co_return fmt::format("\"{}\" is not a valid image name", reference);
  const std::string name = parsed->registry + "/" + parsed->repository;
  Connection::Call call;
  call.method = "POST";
  call.path = fmt::format("/images/{}/push", name) + query({{"tag", parsed->tag}});
  io::HttpRequest request = connection_->request(call);
  request.head_timeout = connection_->timeouts.pull_silence;
  request.idle_timeout = connection_->timeouts.pull_silence;
  request.headers.emplace_back("X-Registry-Auth", auth.value_or(RegistryAuth{}).header_value());
  co_return co_await transfer(*connection_, std::move(call), std::move(request), std::move(sink),
                              "push");
}

Task<void> Client::tag_image(std::string source, std::string target) {
  const std::optional<ImageReference> parsed = parse_image_reference(target);
  Connection::Call call;
  call.method = "POST";
  const std::string repository = !parsed ? target
                                 : parsed->registry == "docker.io"
                                     ? parsed->repository
                                     : parsed->registry + "/" + parsed->repository;
  call.path = fmt::format("/images/{}/tag", io::url_encode(source)) +
              query({{"repo", repository}, {"tag", parsed ? parsed->tag : std::string()}});
  co_await connection_->send(std::move(call));
}

Task<void> Client::import_image(std::string reference, std::string tar,
                                std::vector<std::string> changes) {
  const std::optional<ImageReference> parsed = parse_image_reference(reference);
  std::string tag = parsed ? parsed->tag : "latest";
  std::string repository = reference.substr(0, reference.rfind(':' + tag));
  // Podman takes no notice of `tag` here.
  if (connection_->podman) repository += ':' + std::exchange(tag, {});
  Connection::Call call;
  call.method = "POST";
  call.path = "/images/create" + query({{"fromSrc", "-"}, {"repo", repository}, {"tag", tag}});
  for (const std::string& change : changes) call.path += "&changes=" + io::url_encode(change);
  io::HttpRequest request = connection_->request(call);
  request.headers.emplace_back("Content-Type", "application/x-tar");
  request.body = std::move(tar);
  co_await connection_->upload(std::move(call), std::move(request));
}

Task<void> Client::load_image(std::string tar) {
  Connection::Call call;
  call.method = "POST";
  call.path = "/images/load?quiet=1";
  io::HttpRequest request = connection_->request(call);
  request.headers.emplace_back("Content-Type", "application/x-tar");
  request.body = std::move(tar);
  co_await connection_->upload(std::move(call), std::move(request));
}

Task<RemoveResult> Client::remove_image(std::string reference) {
  Connection::Call call;
  call.method = "DELETE";
  call.path = fmt::format("/images/{}", io::url_encode(reference));
  call.also_fine = {404};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  co_return answer.status == 404 ? RemoveResult::kNotFound : RemoveResult::kRemoved;
}

}  // namespace devstack::engine
