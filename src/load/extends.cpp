// Services that copy others; each is resolved once, so long chains stay cheap.
#include "load/extends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "devstack/base/text.hpp"
#include "load/merge.hpp"
#include "load/passage.hpp"
#include "load/paths.hpp"
#include "load/typo_hint.hpp"

namespace devstack::load {

namespace {

/// Long before the stack of this process ends.
constexpr std::size_t kMaxLinks = 200;

std::vector<std::string> service_names(const Node& services) {
  std::vector<std::string> names;
  for (const Entry& entry : services.entries) names.push_back(entry.key);
  return names;
}

}  // namespace

ExtendsResolver::Scope ExtendsResolver::make_scope(Node& document, std::string path,
                                                   std::string directory) {
  Scope scope;
  scope.path = std::move(path);
  scope.directory = std::move(directory);
  scope.services = document.find("services");
  if (scope.services == nullptr) return scope;
  for (std::size_t i = 0; i < scope.services->entries.size(); ++i) {
    scope.index.emplace(scope.services->entries[i].key, i);
  }
  return scope;
}

void ExtendsResolver::resolve(Node& document, const std::string& path,
                              const std::string& directory) {
  Scope scope = make_scope(document, path, directory);
  if (scope.services == nullptr) return;
  for (const std::string& name : service_names(*scope.services)) {
    std::vector<Link> chain;
    resolve_service(scope, name, chain);
  }
}

void ExtendsResolver::resolve_service(Scope& scope, const std::string& name,
                                      std::vector<Link>& chain) {
  Entry& entry = scope.services->entries[scope.index.at(name)];
  const Node* extends = entry.value.find("extends");
  if (extends == nullptr || scope.resolved.contains(name)) return;
  const Link link{&scope, name, extends->span};
  const bool cyclic = std::any_of(chain.begin(), chain.end(), [&](const Link& earlier) {
    return earlier.scope->path == scope.path && earlier.service == name;
  });
  const std::optional<Reference> reference = reference_of(*extends);
  if (cyclic || chain.size() >= kMaxLinks) {
    report_cycle(chain, link);
    scope.resolved.insert(name);
    entry.value.erase("extends");
    return;
  }
  const SourceSpan where = extends->span;
  std::optional<Node> kept;
  chain.push_back(link);
  Scope* from = reference ? scope_of(*reference, scope) : nullptr;
  if (from != nullptr && from->index.contains(reference->service)) {
    resolve_service(*from, reference->service, chain);
    const Node& source = from->services->entries[from->index.at(reference->service)].value;
    const bool was_exhausted = budget_.exhausted();
    const bool affordable = budget_.take(source);
    if (!affordable && !was_exhausted) report_size(where);
    Node base = affordable ? source : Node{};
    if (!affordable) {
      // It stays as it was written: there is an error already.
    } else if (!base.is_null()) {
      mark_passage(base, {SourceStep::Kind::kExtends, where, reference->service, {}});
      merge_service(base, std::move(entry.value), files_.diagnostics(), record_, form_);
      base.erase("extends");
      entry.value = std::move(base);
    } else {
      kept = long_form(*reference, from->path, where);
    }
  } else if (from != nullptr) {
    const auto names = [from] {
      return from->services == nullptr ? std::vector<std::string>{}
                                       : service_names(*from->services);
    };
    files_.diagnostics().error(
        "DS1291", reference->service_span,
        fmt::format("service \"{}\" extends \"{}\", which is not defined in {}", name,
                    reference->service, files_.display(from->path)),
        typo_hint(files_.diagnostics(), reference->service, names));
  }
  chain.pop_back();
  entry.value.erase("extends");
  // Compose's model still has it when there was nothing to copy.
  if (kept) entry.value.set("extends", *std::move(kept));
  scope.resolved.insert(name);
}

Node ExtendsResolver::long_form(const Reference& reference, const std::string& path,
                                const SourceSpan& where) {
  Node extends = Node::mapping(where);
  if (!reference.file.empty()) extends.set("file", Node::string(path, reference.file_span));
  extends.set("service", Node::string(reference.service, reference.service_span));
  return extends;
}

std::optional<ExtendsResolver::Reference> ExtendsResolver::reference_of(const Node& extends) const {
  Reference reference;
  if (extends.is_string()) {
    reference.service = extends.text;
    reference.service_span = extends.span;
    return reference;
  }
  const Node* service = extends.find("service");
  if (service == nullptr || !service->is_string()) {
    files_.diagnostics().error("DS1291", extends.span, "extends does not name a service",
                               "write `extends: NAME`, or a mapping with `service` and `file`");
    return std::nullopt;
  }
  reference.service = service->text;
  reference.service_span = service->span;
  if (const Node* file = extends.find("file"); file != nullptr && !file->is_null()) {
    reference.file = file->text;
    reference.file_span = file->span;
  }
  return reference;
}

ExtendsResolver::Scope* ExtendsResolver::scope_of(const Reference& reference, Scope& current) {
  if (reference.file.empty()) return &current;
  if (is_remote_context(reference.file)) {
    files_.diagnostics().error("DS1291", reference.file_span, "only local files can be extended",
                               "fetch the file first, or keep a copy in the project");
    return nullptr;
  }
  const std::string path = clean_path(absolute_path(reference.file, current.directory, {}));
  if (const auto known = scopes_.find(path); known != scopes_.end()) return &known->second;
  std::optional<Node> document = read_(path);
  if (!document) {
    files_.diagnostics().error(
        "DS1291", reference.file_span,
        fmt::format("the file \"{}\" that is extended does not exist", files_.display(path)),
        fmt::format("the path is relative to {}", current.directory));
    return nullptr;
  }
  // What is wrong in a file that gave nothing has been said.
  if (document->is_null()) return nullptr;
  auto owned = std::make_unique<Node>(*std::move(document));
  Scope scope = make_scope(*owned, path, parent_directory(path));
  documents_.insert_or_assign(path, std::move(owned));
  return &scopes_.insert_or_assign(path, std::move(scope)).first->second;
}

void ExtendsResolver::report_size(const SourceSpan& where) const {
  files_.diagnostics().error(
      "DS1107", where,
      fmt::format("with what services extend, the project has more than {} values",
                  SizeBudget::kMaxValues),
      "services that extend one another again and again are how a few lines exhaust memory");
}

void ExtendsResolver::report_cycle(const std::vector<Link>& chain, const Link& again) const {
  if (chain.size() >= kMaxLinks) {
    files_.diagnostics().error("DS1290", again.where,
                               fmt::format("more than {} services extend one another", kMaxLinks));
    return;
  }
  std::string circle;
  for (const Link& link : chain) {
    const bool begun = !circle.empty();
    const bool first = link.scope->path == again.scope->path && link.service == again.service;
    if (begun || first) circle += fmt::format("{}{}", begun ? " > " : "", link.service);
  }
  files_.diagnostics().error(
      "DS1290", again.where,
      fmt::format("service \"{}\" extends itself: {} > {}", again.service, circle, again.service),
      "take one of the `extends` away");
}

}  // namespace devstack::load
