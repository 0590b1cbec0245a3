#include "load/decode.hpp"

#include <set>
#include <utility>

#include "devstack/model/names.hpp"
#include "load/canonical.hpp"
#include "load/check_shape.hpp"
#include "load/check_values.hpp"
#include "load/config_hash.hpp"
#include "load/decode_members.hpp"
#include "load/decode_service.hpp"
#include "load/extension.hpp"
#include "load/extension_block.hpp"
#include "load/extension_mock.hpp"
#include "load/normalize.hpp"
#include "load/raw_model.hpp"
#include "load/references.hpp"
#include "load/role_checks.hpp"
#include "load/select_services.hpp"
#include "load/service_environment.hpp"
#include "load/short_forms.hpp"

namespace devstack::load {
namespace {

/// The phases from a merged document to the model, in their order.
class StackDecoder {
 public:
  StackDecoder(DecodeInput input, const Files& files, Diagnostics& diagnostics)
      : input_(std::move(input)),
        files_(files),
        diagnostics_(diagnostics),
        context_{input_.project, input_.directory, input_.environment,
                 input_.origins, diagnostics,      input_.phases} {}

  Decoded run() {
    begin_stack();
    Node& document = input_.document;
    if (document.is_null()) document = Node::mapping(document.span);
    check_shape(document, kStackShape, {}, kComposeCodes, diagnostics_);
    bound_ports(document, diagnostics_);
    canonicalise(document, kStackShape, {}, diagnostics_);
    normalize_resources(document, context_);
    Selection selection = select();
    check_references(selection, document);
    decode_services(selection);
    decode_members(document);
    decode_stack_block(document, selection);
    finish_document(document, std::move(selection.active));
    return {std::move(stack_), std::move(document)};
  }

 private:
  void check_references(const Selection& selection, const Node& document) {
    check_values(selection.active, diagnostics_);
    check_values(selection.disabled, diagnostics_);
    if (!input_.phases.consistency) return;
    check_services(selection.active, document, diagnostics_);
    check_dependencies(selection.active, selection.disabled, input_.roles, diagnostics_);
    check_mandatory_roles(input_, selection.active, diagnostics_);
    if (input_.phases.container_names) check_unique_names(selection.active, diagnostics_);
  }

  void begin_stack() {
    stack_.project = input_.project;
    stack_.directory = files_.canonical(input_.directory);
    stack_.id = model::project_id(stack_.directory, stack_.project);
    stack_.files = input_.files;
    stack_.env_files = input_.env_files;
    stack_.profiles = input_.profiles;
    stack_.compose_profiles = input_.compose_profiles;
  }

  Selection select() {
    Node services = Node::mapping();
    // The active ones come back when the document is finished.
    if (Node* const declared = input_.document.find("services")) services = std::move(*declared);
    for (Entry& entry : services.entries) {
      normalize_service(entry.value, context_);
      canonical_order(entry.value, kServiceShape);
      move_published(entry);
    }
    return select_services(std::move(services), input_, diagnostics_);
  }

  void move_published(Entry& service) {
    if (!input_.port_offset) return;
    const Record record = input_.origins == nullptr ? Record::kNothing : Record::kSteps;
    move_ports(service.value, service.key, *input_.port_offset, record, diagnostics_);
  }

  void decode_services(Selection& selection) {
    for (Entry& entry : selection.active.entries) {
      stack_.services[entry.key] = decode_one(entry, MissingFiles::kReport);
    }
    for (Entry& entry : selection.disabled.entries) {
      stack_.disabled[entry.key] = decode_one(entry, MissingFiles::kIgnore);
    }
    for (auto& [name, service] : stack_.services) link(service);
    for (auto& [name, service] : stack_.disabled)
      service.is_job = service.extension.job.has_value();
    mark_jobs();
  }

  model::Service decode_one(Entry& entry, MissingFiles missing) {
    resolve_environment(entry.value, entry.key, missing, files_, context_);
    canonical_order(entry.value, kServiceShape);
    model::Service service = decode_service(input_.project, entry);
    if (const Node* const block = entry.value.find("x-devstack")) {
      service.extension = decode_extension(*block, service, context_);
      auto& process = service.extension.process;
      const auto& offset = input_.port_offset;
      if (process && offset && offset->moves(service.name)) move_process(*process, *offset);
      drop_mocks_health_check(service);
    }
    if (input_.phases.normalize) drop_unset_args(entry.value);
    Node files = hashed_files(entry.value, context_);
    prune(entry.value, kServiceShape);
    if (input_.phases.hashes) hash(entry.value, std::move(files), service);
    return service;
  }

  void hash(const Node& document, Node files, model::Service& service) const {
    if (files.entries.empty()) {
      hash_service(document, stack_.id, service);
      return;
    }
    for (const Entry& member : document.entries) files.set(member.key, member.value);
    canonical_order(files, kServiceShape);
    hash_service(files, stack_.id, service);
  }

  /// Build arguments without value anywhere are not printed.
  static void drop_unset_args(Node& service) {
    Node* const build = service.find("build");
    Node* const args = build == nullptr ? nullptr : build->find("args");
    if (args == nullptr) return;
    std::erase_if(args->entries, [](const Entry& entry) { return entry.value.is_null(); });
  }

  /// An optional dependency that is not active is none.
  void link(model::Service& service) const {
    std::erase_if(service.depends_on, [this](const model::Dependency& dependency) {
      return !dependency.required && !stack_.services.contains(dependency.service);
    });
  }

  void mark_jobs() {
    std::set<std::string> awaited;
    for (const auto& [name, service] : stack_.services) {
      for (const model::Dependency& dependency : service.depends_on) {
        if (dependency.condition == model::Condition::kCompletedSuccessfully) {
          awaited.insert(dependency.service);
        }
      }
    }
    for (auto& [name, service] : stack_.services) {
      service.is_job = service.extension.job.has_value() || awaited.contains(name);
    }
  }

  void decode_members(const Node& document) {
    const std::set<std::string> networks = used("networks");
    for (const Entry& entry : members(document, "networks")) {
      refuse_extension(entry.value, "networks." + entry.key, diagnostics_);
      if (!networks.contains(entry.key)) continue;
      model::Network network = decode_network(entry);
      use_default_name(network.name, entry.key);
      stack_.networks[entry.key] = std::move(network);
    }
    for (const Entry& entry : members(document, "volumes")) {
      model::Volume volume = decode_volume(entry);
      volume.role = decode_volume_role(entry, diagnostics_);
      use_default_name(volume.name, entry.key);
      stack_.volumes[entry.key] = std::move(volume);
    }
    for (const Entry& entry : members(document, "configs")) {
      stack_.configs[entry.key] = file_source("configs.", entry);
    }
    for (const Entry& entry : members(document, "secrets")) {
      stack_.secrets[entry.key] = file_source("secrets.", entry);
    }
  }

  [[nodiscard]] model::FileSource file_source(const std::string& section,
                                              const Entry& entry) const {
    model::FileSource source = decode_file_source(entry, input_.environment);
    const auto included = input_.included_values.find(section + entry.key);
    if (included != input_.included_values.end()) source.content = included->second;
    return source;
  }

  /// A name that is written but empty (an unset variable) is printed so, but nothing can have it.
  void use_default_name(std::string& name, const std::string& key) const {
    if (name.empty()) name = model::resource_name(input_.project, key);
  }

  void decode_stack_block(const Node& document, const Selection& selection) {
    const Node* const block = document.find("x-devstack");
    if (block != nullptr) {
      Node services = selection.active;
      services.entries.insert(services.entries.end(), selection.disabled.entries.begin(),
                              selection.disabled.entries.end());
      stack_.extension = decode_stack_extension(*block, services, diagnostics_);
    }
    take_choices(stack_.extension.substitutions, input_.roles);
    stack_.extension.budget = input_.profile_budget;
  }

  static const std::vector<Entry>& members(const Node& document, std::string_view section) {
    static const std::vector<Entry> kNone;
    const Node* const node = document.find(section);
    return node == nullptr ? kNone : node->entries;
  }

  /// Keys of a section that some active service uses.
  [[nodiscard]] std::set<std::string> used(std::string_view section) const {
    std::set<std::string> keys;
    for (const auto& [name, service] : stack_.services) {
      if (section == "networks") {
        for (const auto& use : service.networks) keys.insert(use.network);
      } else if (section == "volumes") {
        for (const auto& use : service.volumes) {
          if (use.type == model::MountType::kVolume) keys.insert(use.source);
        }
      } else if (section == "configs") {
        for (const auto& use : service.configs) keys.insert(use.source);
      }
    }
    return keys;
  }

  [[nodiscard]] static std::set<std::string> used_secrets(const Node& services) {
    std::set<std::string> keys;
    const auto add = [&keys](const Node* list) {
      if (list == nullptr) return;
      for (const Node& item : list->items) {
        if (const Node* const source = item.find("source")) keys.insert(source->text);
      }
    };
    for (const Entry& entry : services.entries) {
      add(entry.value.find("secrets"));
      if (const Node* const build = entry.value.find("build")) add(build->find("secrets"));
    }
    return keys;
  }

  [[nodiscard]] static std::set<std::string> used_models(const Node& services) {
    std::set<std::string> keys;
    for (const Entry& entry : services.entries) {
      const Node* const models = entry.value.find("models");
      if (models == nullptr) continue;
      for (const Entry& model : models->entries) keys.insert(model.key);
    }
    return keys;
  }

  /// Only active services are printed, and of the other sections what they use.
  void finish_document(Node& document, Node active) const {
    const auto keep = [&document](std::string_view section, const std::set<std::string>& keys) {
      Node* const node = document.find(section);
      if (node == nullptr) return;
      std::erase_if(node->entries, [&](const Entry& entry) { return !keys.contains(entry.key); });
    };
    keep("networks", used("networks"));
    keep("volumes", used("volumes"));
    keep("configs", used("configs"));
    keep("secrets", used_secrets(active));
    keep("models", used_models(active));
    document.set("services", std::move(active));
    canonical_order(document, kStackShape);
    prune(document, kStackShape);
  }

  DecodeInput input_;
  const Files& files_;
  Diagnostics& diagnostics_;
  NormalizeContext context_;
  model::Stack stack_;
};

}  // namespace

Node decode_raw(DecodeInput input, Diagnostics& diagnostics) {
  Node document = std::move(input.document);
  if (document.is_null()) document = Node::mapping(document.span);
  check_shape(document, kStackShape, {}, kComposeCodes, diagnostics);
  // What only values could tell is not judged.
  Diagnostics unreported;
  const NormalizeContext context{input.project, input.directory, input.environment,
                                 nullptr,       unreported,      input.phases};
  make_raw_model(document, context);
  return document;
}

Decoded decode_stack(DecodeInput input, const Files& files, Diagnostics& diagnostics) {
  return StackDecoder(std::move(input), files, diagnostics).run();
}

}  // namespace devstack::load
