// What the processes of a stack need of this host, and whether it is here.
#include <fmt/format.h>

#include "cli/check/check_run.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/host/host_facts.hpp"
#include "devstack/reconcile/process_choice.hpp"

namespace devstack::cli {

std::vector<ProcessNeed> process_needs(const CommandContext& context, const model::Stack& stack) {
  reconcile::HostView view;
  view.environment = context.environment;
  view.trust = reconcile::HostTrust::kTrusted;
  const auto facts = host::gather_facts(reconcile::fact_query(stack, view));
  std::vector<ProcessNeed> needs;
  for (const auto& [name, service] : stack.services) {
    const auto& process = service.extension.process;
    if (!process) continue;
    needs.push_back({name, reconcile::unmet_need(stack, *process, facts, view), process->span});
  }
  return needs;
}

std::string gpu_text(const CommandContext& context) {
  host::FactQuery query;
  query.gpus = true;
  query.environment = context.environment;
  const auto facts = host::gather_facts(query);
  std::vector<std::string> found;
  for (const auto bytes : facts.gpu_memory) {
    found.push_back(bytes == 0 ? "a GPU of unknown memory" : "a GPU with " + format_bytes(bytes));
  }
  return found.empty() ? "no GPU was found (no NVIDIA driver answers)" : join(found, ", ");
}

}  // namespace devstack::cli
