// `devstack trust`: shows what a project asks for on this host, and lets its commands run.
#include <fmt/format.h>

#include <chrono>

#include "cli/commands.hpp"
#include "cli/project/capabilities.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/load_project.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

std::string_view word(reconcile::HostTrust trust) {
  switch (trust) {
    case reconcile::HostTrust::kTrusted:
      return "trusted";
    case reconcile::HostTrust::kUnknown:
      return "not trusted";
    case reconcile::HostTrust::kChanged:
      return "changed since it was trusted";
  }
  return "";
}

std::string list_text(const std::vector<Capability>& asked) {
  if (asked.empty()) return "It asks for nothing beyond its own containers.\n";
  ui::Table table({"ASKS FOR", "SERVICE", "WHAT", "WHERE"});
  for (const auto& one : asked) {
    table.add({one.kind, one.service, terminal_safe(one.text), one.where.file_and_line()});
  }
  return table.to_string();
}

Value as_json(const model::Stack& stack, const std::vector<Capability>& asked,
              const std::string& hash, std::string_view state) {
  Value document = Value::object();
  document.set("schema", "devstack.trust/1");
  document.set("project", stack.project);
  document.set("folder", stack.directory);
  document.set("hash", hash);
  document.set("state", state);
  Value list = Value::array();
  for (const auto& one : asked) {
    Value entry = Value::object();
    entry.set("kind", one.kind);
    entry.set("service", one.service);
    entry.set("text", one.text);
    entry.set("where", one.where.file_and_line());
    list.push_back(std::move(entry));
  }
  document.set("asks_for", std::move(list));
  return document;
}

}  // namespace

ExitCode run_trust(const CommandContext& context, const TrustArguments& arguments) {
  const auto loaded = load_project(context, std::vector<std::string>{});
  const auto& stack = loaded.stack;
  const auto store = trust_store(context);
  if (arguments.revoke) {
    const bool was_there = store.revoke(stack.directory);
    write_error(fmt::format("{} {}\n", terminal_safe(stack.directory),
                            was_there ? "is not trusted any more" : "was not trusted"));
    return ExitCode::kOk;
  }
  const std::string hash = trust_hash(stack, trusted_files(context, stack));
  if (!arguments.show) store.add(stack.directory, hash, std::chrono::system_clock::now());
  const auto asked = capabilities_of(stack);
  const auto state = word(host_trust(context, stack));
  if (arguments.output == Output::kJson) {
    write_output(to_json(as_json(stack, asked, hash, state), 2) + "\n");
    return ExitCode::kOk;
  }
  write_output(list_text(asked));
  const std::string because = is_shipped(stack) ? " (it ships with devstack)" : "";
  write_error(fmt::format("{} is {}{}\nDEVSTACK_TRUST={}\n", terminal_safe(stack.directory), state,
                          because, hash));
  return ExitCode::kOk;
}

}  // namespace devstack::cli
