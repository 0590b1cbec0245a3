// The layers of one pull or push, followed from the engine's messages, each of which is about one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "devstack/base/event.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::reconcile {

class LayerSum {
 public:
  explicit LayerSum(std::string service) : service_(std::move(service)) {}

  /// What to tell: of the layer that the message is about, and of all of them together.
  [[nodiscard]] TransferProgress add(const engine::ProgressMessage& message);

 private:
  struct Layer {
    std::int64_t current = 0, total = 0;
    bool done = false;
  };
  std::string service_;
  std::map<std::string, Layer> layers_;
};

}  // namespace devstack::reconcile
