// What planning has to know of this host: the user's environment, and whether the project may run
// commands here.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/trust_store.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/process_choice.hpp"

namespace devstack::cli {

/// True if some service, active or not, may run as a process of this host.
[[nodiscard]] bool asks_for_host(const model::Stack& stack);

/// Files that say what runs on the host: those of the stack and its own profiles, sorted.
[[nodiscard]] std::vector<std::string> trusted_files(const CommandContext& context,
                                                     const model::Stack& stack);

/// Hash over the contents of `files`, by their place in the folder, and over the host commands as
/// they are after interpolation. The same on every machine.
[[nodiscard]] std::string trust_hash(const model::Stack& stack,
                                     const std::vector<std::string>& files);

/// Ships with devstack: lies among the stacks of the installation, or of its source tree.
[[nodiscard]] bool is_shipped(const model::Stack& stack);

[[nodiscard]] host::TrustStore trust_store(const CommandContext& context);

/// By what ships, DEVSTACK_TRUST, and what `devstack trust` has recorded.
[[nodiscard]] reconcile::HostTrust host_trust(const CommandContext& context,
                                              const model::Stack& stack);

/// Cheap for stacks without processes.
[[nodiscard]] reconcile::HostView host_view(const CommandContext& context,
                                            const model::Stack& stack, const io::Endpoint& engine);
/// A service that is active may run as a process.
[[nodiscard]] bool has_processes(const model::Stack& stack);
/// What would run as a process now, and why the others would not: looks at this host.
[[nodiscard]] reconcile::ProcessChoices process_choices(const CommandContext& context,
                                                        const model::Stack& stack,
                                                        const io::Endpoint& engine);

}  // namespace devstack::cli
