#include "reconcile/container_hash.hpp"

#include "devstack/base/hash.hpp"

namespace devstack::reconcile {

std::optional<std::string> container_hash(
    const model::Service& service, const std::map<std::string, std::string>& first_containers) {
  if (service.hashed_pieces.empty()) return service.config_hash;
  std::string text;
  for (const model::HashedPiece& piece : service.hashed_pieces) {
    text += piece.text;
    if (piece.service.empty()) continue;
    const auto named = first_containers.find(piece.service);
    if (named == first_containers.end()) return std::nullopt;
    text += named->second;
  }
  return sha256_hex(text);
}

void translate_hashes(const model::Stack& stack, std::vector<ObservedContainer>& containers) {
  std::map<std::string, std::string> first;
  for (const ObservedContainer& container : containers) {
    if (container.one_off || !container.replaces.empty()) continue;
    first.emplace(container.service, container.id);
  }
  for (ObservedContainer& container : containers) {
    const auto service = stack.services.find(container.service);
    if (service == stack.services.end() || service->second.hashed_pieces.empty()) continue;
    // The plain hash is another configuration's: this one would have the ids in it.
    const bool current = container.config_hash == container_hash(service->second, first);
    container.config_hash = current ? service->second.config_hash : std::string();
  }
}

}  // namespace devstack::reconcile
