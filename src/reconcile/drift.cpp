// Drift, explained: the field that changed where the container's label tells, else the hash.
#include "reconcile/drift.hpp"

#include <fmt/format.h>

#include <vector>

#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "reconcile/field_label.hpp"

namespace devstack::reconcile {
namespace {

/// More changed fields than these are only counted.
constexpr std::size_t kNamedFields = 3;

struct FieldChange {
  std::string field;
  std::string what;
};

std::string with_value(std::string_view what, std::string_view mark) {
  const std::string_view text = split_mark(mark).text;
  return text.empty() ? std::string(what) : fmt::format("{} ({})", what, text);
}

std::string change_of(FieldMark before, FieldMark after) {
  if (before.text.empty() || after.text.empty()) return "changed";
  return fmt::format("{} → {}", before.text, after.text);
}

/// Both maps are sorted: one walk over them side by side.
std::vector<FieldChange> changed_fields(const model::StringMap& old_fields,
                                        const model::StringMap& new_fields) {
  std::vector<FieldChange> changes;
  auto before = old_fields.begin();
  auto after = new_fields.begin();
  while (before != old_fields.end() || after != new_fields.end()) {
    if (after == new_fields.end() || (before != old_fields.end() && before->first < after->first)) {
      changes.push_back({before->first, with_value("removed", before->second)});
      ++before;
    } else if (before == old_fields.end() || after->first < before->first) {
      changes.push_back({after->first, with_value("added", after->second)});
      ++after;
    } else {
      const FieldMark old_mark = split_mark(before->second), new_mark = split_mark(after->second);
      if (old_mark.hash != new_mark.hash) {
        changes.push_back({before->first, change_of(old_mark, new_mark)});
      }
      ++before;
      ++after;
    }
  }
  return changes;
}

SourceSpan span_of(const model::Service& service, const std::string& field) {
  const auto found = service.field_spans.find(field);
  return found == service.field_spans.end() ? service.span : found->second;
}

std::string changes_text(const std::vector<FieldChange>& changes) {
  std::vector<std::string> parts;
  for (const FieldChange& change : changes) {
    if (parts.size() == kNamedFields) {
      parts.push_back(fmt::format("{} more", changes.size() - kNamedFields));
      break;
    }
    parts.push_back(fmt::format("{} {}", change.field, change.what));
  }
  return join(parts, ", ");
}

std::optional<Cause> configuration_drift(const model::Service& service,
                                         const ObservedContainer& container) {
  if (container.config_hash == service.config_hash) return std::nullopt;
  const auto label = container.labels.find(model::labels::kSpec);
  if (label == container.labels.end()) {
    return Cause{"configuration changed (the container was not made by devstack)", service.span};
  }
  const std::optional<model::StringMap> fields = decode_field_label(label->second);
  if (!fields) return Cause{"configuration changed", service.span};
  const std::vector<FieldChange> changes = changed_fields(*fields, field_marks(service));
  if (changes.empty()) {
    const bool shares = !service.hashed_pieces.empty();
    return Cause{shares ? "a container whose namespace or volumes it uses is another one now"
                        : "configuration changed",
                 service.span};
  }
  return Cause{changes_text(changes), span_of(service, changes.front().field)};
}

SourceSpan span_of_source(const model::Stack& stack, std::string_view field) {
  const auto& sources = field.starts_with("configs.") ? stack.configs : stack.secrets;
  const auto source = sources.find(field.substr(field.find('.') + 1));
  return source == sources.end() ? SourceSpan{} : source->second.span;
}

/// A config or secret that came or went is a changed field already.
std::optional<Cause> content_drift(const model::Stack& stack, const Observed& observed,
                                   const model::Service& service,
                                   const ObservedContainer& container) {
  const auto now = observed.contents.find(service.name);
  const auto label = container.labels.find(model::labels::kContents);
  if (now == observed.contents.end() || label == container.labels.end()) return std::nullopt;
  const auto before = decode_field_label(label->second).value_or(model::StringMap{});
  for (const auto& [field, hash] : now->second) {
    const auto old = before.find(field);
    if (old == before.end() || old->second == hash) continue;
    return Cause{fmt::format("content of {} changed", field), span_of_source(stack, field)};
  }
  return std::nullopt;
}

std::optional<Cause> image_drift(const Observed& observed, const model::Service& service,
                                 const ObservedContainer& container) {
  const auto image = observed.images.find(service.image);
  if (image == observed.images.end() || !image->second || container.image_id.empty() ||
      image->second->id == container.image_id) {
    return std::nullopt;
  }
  return Cause{fmt::format("image {} is another one now", service.image), service.image_span};
}

}  // namespace

std::string changed_fields_text(const model::StringMap& before, const model::StringMap& after) {
  return changes_text(changed_fields(before, after));
}

std::optional<Cause> find_drift(const model::Stack& stack, const Observed& observed,
                                const model::Service& service, const ObservedContainer& container) {
  if (auto cause = configuration_drift(service, container)) return cause;
  if (auto cause = content_drift(stack, observed, service, container)) return cause;
  return image_drift(observed, service, container);
}

std::vector<LostNetwork> lost_networks(const model::Stack& stack, const Observed& observed,
                                       const model::Service& service,
                                       const ObservedContainer& container) {
  std::vector<LostNetwork> lost;
  const bool running = container.state == "running" || container.state == "restarting";
  if (service.is_job && !running) return lost;
  // Some engines list networks of running containers only; inspection knows those of all.
  const auto& attached =
      !running && container.details ? container.details->network_ids : container.network_ids;
  for (const model::NetworkAttachment& attachment : service.networks) {
    const auto declared = stack.networks.find(attachment.network);
    if (declared == stack.networks.end()) continue;
    const std::string& name = declared->second.name;
    const auto add = [&](std::string what, bool namesake_gone) {
      Cause cause{std::move(what), declared->second.span};
      lost.push_back({attachment.network, std::move(cause), namesake_gone});
    };
    const auto existing = observed.networks.find(name);
    const auto own = attached.find(name);
    if (own == attached.end()) {
      if (running || container.details) add(fmt::format("not attached to network {}", name), false);
    } else if (existing == observed.networks.end()) {
      add(fmt::format("network {} is gone", name), true);
    } else if (!own->second.empty() && own->second != existing->second.id) {
      // A container that never started has no network id yet.
      add(fmt::format("network {} was made anew", name), true);
    }
  }
  return lost;
}

}  // namespace devstack::reconcile
