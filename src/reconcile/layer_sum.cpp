#include "reconcile/layer_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace devstack::reconcile {
namespace {

/// Words of engines for a layer that needs no more.
bool is_done(std::string_view status) {
  constexpr std::array<std::string_view, 4> kWords{"Pull complete", "Already exists", "Pushed",
                                                   "Layer already exists"};
  return std::ranges::find(kWords, status) != kWords.end();
}

/// The image itself reports under its tag, and layers under the beginning of their digest.
bool is_layer(const std::string& id) {
  constexpr std::size_t kShortId = 12;
  return id.size() == kShortId && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

TransferProgress LayerSum::add(const engine::ProgressMessage& message) {
  TransferProgress progress;
  progress.service = service_;
  progress.layer_state = message.status;
  if (is_layer(message.id)) {
    progress.layer = message.id;
    Layer& layer = layers_[message.id];
    const bool moves = message.status == "Downloading" || message.status == "Pushing";
    if (message.total > 0 && moves) {
      layer.current = message.current;
      layer.total = message.total;
    } else if (is_done(message.status)) {
      layer.done = true;
      layer.current = layer.total;
    }
  }
  std::size_t done = 0;
  for (const auto& [id, layer] : layers_) {
    progress.current_bytes += layer.current;
    progress.total_bytes += layer.total;
    if (layer.done) ++done;
  }
  if (!layers_.empty()) progress.text = fmt::format("{} of {} layers", done, layers_.size());
  return progress;
}

}  // namespace devstack::reconcile
