// What the data layer works with.
#pragma once

#include <string>

#include "devstack/engine/client.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/io/loop.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::data {

/// All outlive every call that takes it. The project's lock is held by whoever changes something.
struct Workshop {
  engine::Client& client;  ///< connected
  io::Loop& loop;
  const model::Stack& stack;
  host::StateStore& state;
  std::string mock_binary;  ///< what copies, inside the engine
};

}  // namespace devstack::data
