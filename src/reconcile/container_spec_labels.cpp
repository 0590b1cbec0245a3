// Labels by which a container is found again: Compose's, exactly as 2.40.3 writes them, and ours.
#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "reconcile/container_hash.hpp"
#include "reconcile/container_spec_rows.hpp"
#include "reconcile/field_label.hpp"
#include "reconcile/file_contents.hpp"

namespace devstack::reconcile {
namespace {

namespace labels = model::labels;

/// "db:service_healthy:false,cache:service_started:true": service, condition, restart.
std::string dependencies_label(const model::Service& service) {
  std::vector<std::string> parts;
  for (const model::Dependency& dependency : service.depends_on) {
    parts.push_back(fmt::format("{}:{}:{}", dependency.service,
                                model::to_string(dependency.condition), dependency.restart));
  }
  return join(parts, ",");
}

/// What Compose calls the container that is replaced: its fixed name, or "<service>-<number>".
std::string replaced_label(const SpecInput& input) {
  if (!input.service.container_name.empty()) return input.service.container_name;
  return fmt::format("{}-{}", input.service.name, input.number);
}

}  // namespace

Value container_labels(const SpecInput& input) {
  const model::Stack& stack = input.stack;
  const model::Service& service = input.service;
  model::StringMap all = service.labels;
  all[labels::kProject] = stack.project;
  all[labels::kService] = service.name;
  all[labels::kVersion] = labels::kComposeVersion;
  all[labels::kWorkingDir] = stack.directory;
  all[labels::kConfigFiles] = join(stack.files, ",");
  all[labels::kOneOff] = input.one_off ? "True" : "False";
  all[labels::kConfigHash] =
      container_hash(service, input.container_ids).value_or(service.config_hash);
  if (input.one_off) {
    all[labels::kSlug] = input.one_off->slug;
  } else {
    all[labels::kContainerNumber] = std::to_string(input.number);
  }
  all[labels::kDependsOn] = dependencies_label(service);
  if (!input.image_id.empty()) all[labels::kImage] = input.image_id;
  if (!input.fallback.empty()) all[labels::kFallback] = input.fallback;
  if (!input.replaces.empty()) all[labels::kReplace] = replaced_label(input);
  all[labels::kProjectId] = stack.id;
  all[labels::kProfiles] = join(stack.profiles, ",");
  if (const std::string use = model::use_label(stack); !use.empty()) all[labels::kUse] = use;
  all[labels::kSpec] = encode_field_label(field_marks(service));
  const model::StringMap contents = content_hashes(stack, service);
  if (!contents.empty()) all[labels::kContents] = encode_field_label(contents);
  return string_object(all);
}

}  // namespace devstack::reconcile
