// Checks that need both the file and the engine, and no change of either.
#include "reconcile/preconditions.hpp"

#include <fmt/format.h>

#include <set>
#include <string>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/error.hpp"
#include "reconcile/container_spec_rows.hpp"
#include "reconcile/decision.hpp"

namespace devstack::reconcile {
namespace {

/// Keys of what the services use, so that unused declarations need not exist.
struct Used {
  std::set<std::string> networks, volumes;
};

Used used_by(const std::vector<const model::Service*>& services) {
  Used used;
  for (const model::Service* service : services) {
    for (const auto& attachment : service->networks) used.networks.insert(attachment.network);
    for (const model::Mount& mount : service->volumes) {
      if (mount.type == model::MountType::kVolume && !mount.source.empty()) {
        used.volumes.insert(mount.source);
      }
    }
  }
  return used;
}

void check_external(const model::Stack& stack, const Observed& observed, const Used& used,
                    Diagnostics& found) {
  for (const auto& [key, network] : stack.networks) {
    if (!network.external || !used.networks.contains(key)) continue;
    if (observed.networks.contains(network.name)) continue;
    found.error("DS2030", network.span,
                fmt::format("external network \"{}\" does not exist", network.name),
                fmt::format("make it: docker network create {}", network.name));
  }
  for (const auto& [key, volume] : stack.volumes) {
    if (!volume.external || !used.volumes.contains(key)) continue;
    if (observed.volumes.contains(volume.name)) continue;
    found.error("DS2031", volume.span,
                fmt::format("external volume \"{}\" does not exist", volume.name),
                fmt::format("make it: docker volume create {}", volume.name));
  }
}

/// False also when the image is not there yet: then its own test is not known.
bool surely_has_no_test(const model::Service& service, const Observed& observed) {
  if (wants_process(observed, service)) return !service.extension.process->ready;
  const auto image = observed.images.find(service.image);
  const bool known = image != observed.images.end() && image->second.has_value();
  const bool disabled = service.healthcheck && !service.healthcheck->test.empty() &&
                        service.healthcheck->test.front() == "NONE";
  if (!known && !disabled) return false;
  const auto probe = effective_probe(service, known ? &*image->second : nullptr);
  return probe.origin == model::ProbeOrigin::kNone;
}

void check_health_conditions(const model::Stack& stack, const Observed& observed,
                             const std::vector<const model::Service*>& services,
                             Diagnostics& found) {
  for (const model::Service* service : services) {
    for (const model::Dependency& dependency : service->depends_on) {
      if (dependency.condition != model::Condition::kHealthy) continue;
      const auto target = stack.services.find(dependency.service);
      if (target == stack.services.end() || !surely_has_no_test(target->second, observed)) continue;
      found.error(
          "DS3101", dependency.span,
          fmt::format("service \"{}\" waits for \"{}\" to be healthy, but \"{}\" has no test",
                      service->name, dependency.service, dependency.service),
          "give it a healthcheck or x-devstack.ready, or depend on service_started");
    }
  }
}

void check_engine_version(const model::Stack& stack, const Observed& observed, const Used& used,
                          const std::vector<const model::Service*>& services, Diagnostics& found) {
  for (const model::Service* service : services) check_api_version(*service, observed.api, found);
  for (const auto& [key, network] : stack.networks) {
    if (network.external || !used.networks.contains(key)) continue;
    check_api_version(network, observed.api, found);
  }
}

/// Keys that hand a service over to another program.
void check_other_programs(const std::vector<const model::Service*>& services, Diagnostics& found) {
  for (const model::Service* service : services) {
    for (const std::string_view key : {"provider", "models"}) {
      const auto member = service->field_spans.lower_bound(key);
      if (member == service->field_spans.end()) continue;
      const std::string_view written = std::string_view(member->first);
      if (written.substr(0, written.find('.')) != key) continue;
      found.error("DS2022", member->second,
                  fmt::format("service \"{}\": devstack does not run what `{}` asks for",
                              service->name, key),
                  "bring it up with Docker Compose, or run a container in its place");
    }
  }
}

SourceSpan span_of(const model::Service& service, std::string_view field) {
  const auto found = service.field_spans.find(field);
  return found == service.field_spans.end() ? service.span : found->second;
}

/// Contents that are in no file are put into the container before its start: the engine refuses
/// that where it is read-only, after everything else has begun.
void check_read_only(const model::Stack& stack, const model::Service& service, Diagnostics& found) {
  if (!service.read_only) return;
  const auto check = [&](const char* kind, const auto& references, const auto& sources) {
    for (const model::FileReference& reference : references) {
      const auto source = sources.find(reference.source);
      if (source == sources.end() || !source->second.content) continue;
      found.error("DS1204", span_of(service, "read_only"),
                  fmt::format("service \"{}\" is read_only, and {} \"{}\" has no file that could "
                              "be mounted",
                              service.name, kind, reference.source),
                  "give it a `file:`, or take `read_only` away");
    }
  };
  check("config", service.configs, stack.configs);
  check("secret", service.secrets, stack.secrets);
}

void check_combinations(const model::Stack& stack,
                        const std::vector<const model::Service*>& services, Diagnostics& found) {
  for (const model::Service* service : services) {
    check_read_only(stack, *service, found);
    if (service->scale < 2 || service->container_name.empty()) continue;
    found.error("DS1204", span_of(*service, "container_name"),
                fmt::format("service \"{}\" is to have {} containers, and all of them the name "
                            "\"{}\"",
                            service->name, service->scale, service->container_name),
                "take `container_name` away, or keep to one container");
  }
}

[[noreturn]] void refuse_foreign(std::string_view kind, const std::string& name,
                                 const std::string& key, const SourceSpan& where) {
  Error error(
      ExitCode::kConflict, "DS2107",
      fmt::format("{} {} exists and belongs to somebody else", kind, name),
      fmt::format("declare it as \"external: true\" to use it as it is, give \"{}\" another "
                  "name, or choose another project name with -p",
                  key));
  if (where.known()) error.add_detail("wanted at  " + where.file_and_line());
  throw error;
}

void check_ownership(const model::Stack& stack, const Observed& observed, const Used& used) {
  for (const auto& [key, network] : stack.networks) {
    const auto existing = observed.networks.find(network.name);
    if (network.external || !used.networks.contains(key) || existing == observed.networks.end()) {
      continue;
    }
    if (existing->second.ownership == Ownership::kForeign) {
      refuse_foreign("network", network.name, key, network.span);
    }
  }
  for (const auto& [key, volume] : stack.volumes) {
    const auto existing = observed.volumes.find(volume.name);
    if (volume.external || !used.volumes.contains(key) || existing == observed.volumes.end()) {
      continue;
    }
    if (existing->second.ownership == Ownership::kForeign) {
      refuse_foreign("volume", volume.name, key, volume.span);
    }
  }
}

}  // namespace

void check_preconditions(const model::Stack& stack, const Observed& observed,
                         const std::vector<const model::Service*>& services) {
  const Used used = used_by(services);
  Diagnostics found;
  check_external(stack, observed, used, found);
  check_health_conditions(stack, observed, services, found);
  check_engine_version(stack, observed, used, services, found);
  check_other_programs(services, found);
  check_combinations(stack, services, found);
  found.throw_if_errors();
  check_ownership(stack, observed, used);
}

void check_contents(const model::Stack& stack, const std::vector<const model::Service*>& made) {
  Diagnostics found;
  std::set<const model::FileSource*> told;
  const auto check = [&](const char* kind, const auto& references, const auto& sources) {
    for (const model::FileReference& reference : references) {
      const auto source = sources.find(reference.source);
      if (source == sources.end() || source->second.variable.empty()) continue;
      if (source->second.content || !told.insert(&source->second).second) continue;
      const std::string& variable = source->second.variable;
      found.error("DS2032", source->second.span,
                  fmt::format("{} \"{}\" is to hold the variable {}, which is not set", kind,
                              reference.source, variable),
                  fmt::format("set it in the shell or in .env: {}=…", variable));
    }
  };
  for (const model::Service* service : made) {
    check("config", service->configs, stack.configs);
    check("secret", service->secrets, stack.secrets);
  }
  found.throw_if_errors();
}

}  // namespace devstack::reconcile
