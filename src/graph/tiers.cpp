// Declared tiers: whether they can be kept, and how services are grouped on screens.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "devstack/graph/dependency_graph.hpp"
#include "graph/adjacency.hpp"

namespace devstack::graph {
namespace {

/// Below all tiers: a service of no tier that waits for no tier.
constexpr int kNoTier = -1;

using Tiers = std::vector<model::Tier>;

void check_members(const model::Stack& stack, Diagnostics& diagnostics) {
  struct Place {
    const model::Tier* tier;
    SourceSpan span;
  };
  std::map<std::string_view, Place> first_places;
  for (const model::Tier& tier : stack.extension.tiers) {
    for (const auto& [name, span] : tier.services) {
      const auto [first, is_new] = first_places.try_emplace(name, Place{&tier, span});
      if (is_new) continue;
      diagnostics.add({Severity::kError, "DS1303",
                       fmt::format("service \"{}\" stands in tier \"{}\" and in tier \"{}\"", name,
                                   first->second.tier->name, tier.name),
                       span, "keep it in one of them", first->second.span, "it stands here first"});
    }
  }
}

/// The declared tier of each service, kNoTier for the others.
std::vector<int> declared_tiers(const Adjacency& adjacency, const Tiers& tiers) {
  std::vector<int> result(adjacency.size(), kNoTier);
  for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
    for (const auto& member : tiers[tier].services) {
      const auto index = adjacency.find(member.value);
      if (index && result[*index] == kNoTier) result[*index] = static_cast<int>(tier);
    }
  }
  return result;
}

/// The latest tier that a service belongs to or, being of no tier, waits for; and the dependency
/// through which it waits.
struct Reach {
  int tier = kNoTier;
  std::size_t via = 0;
};

std::vector<Reach> reach_of_all(const Adjacency& adjacency, const std::vector<int>& declared) {
  std::vector<Reach> reach(adjacency.size());
  const std::vector<bool> everything(adjacency.size(), true);
  for (const auto& level : levels(adjacency, everything)) {
    for (const std::size_t service : level) {
      reach[service].tier = declared[service];
      if (declared[service] != kNoTier) continue;
      for (const Arc& arc : adjacency.arcs[service]) {
        if (reach[arc.to].tier > reach[service].tier) reach[service] = {reach[arc.to].tier, arc.to};
      }
    }
  }
  return reach;
}

class EdgeCheck {
 public:
  EdgeCheck(const model::Stack& stack, Diagnostics& diagnostics)
      : tiers_(stack.extension.tiers),
        adjacency_(stack),
        declared_(declared_tiers(adjacency_, tiers_)),
        reach_(reach_of_all(adjacency_, declared_)),
        diagnostics_(diagnostics) {}

  void run() const {
    for (std::size_t from = 0; from < adjacency_.size(); ++from) {
      if (declared_[from] == kNoTier) continue;
      for (const Arc& arc : adjacency_.arcs[from]) check(from, arc);
    }
  }

 private:
  void check(std::size_t from, const Arc& arc) const {
    if (declared_[arc.to] > declared_[from]) {
      report(from, arc, arc.to,
             fmt::format("service \"{}\" of tier \"{}\" depends on \"{}\" of the later tier \"{}\"",
                         adjacency_.name(from), tier_name(from), adjacency_.name(arc.to),
                         tier_name(arc.to)));
      return;
    }
    // Through services of no tier it is a deadlock as well, unless nobody waits for this member.
    const bool holds_its_tier = !adjacency_.services[from]->extension.optional;
    if (declared_[arc.to] != kNoTier || reach_[arc.to].tier <= declared_[from] || !holds_its_tier) {
      return;
    }
    std::string path = adjacency_.name(from);
    std::size_t at = arc.to;
    for (; declared_[at] == kNoTier; at = reach_[at].via) path += " -> " + adjacency_.name(at);
    report(from, arc, at,
           fmt::format("service \"{}\" of tier \"{}\" waits for \"{}\" of the later tier \"{}\": "
                       "{} -> {}",
                       adjacency_.name(from), tier_name(from), adjacency_.name(at), tier_name(at),
                       path, adjacency_.name(at)));
  }

  void report(std::size_t from, const Arc& arc, std::size_t target, std::string message) const {
    diagnostics_.error(
        "DS1302", arc.dependency->span, std::move(message),
        fmt::format("move \"{}\" to tier \"{}\" or a later one, or \"{}\" to an "
                    "earlier tier",
                    adjacency_.name(from), tier_name(target), adjacency_.name(target)));
  }

  const std::string& tier_name(std::size_t service) const {
    return tiers_[static_cast<std::size_t>(declared_[service])].name;
  }

  const Tiers& tiers_;
  Adjacency adjacency_;
  std::vector<int> declared_;
  std::vector<Reach> reach_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_tiers(const model::Stack& stack, Diagnostics& diagnostics) {
  check_members(stack, diagnostics);
  EdgeCheck(stack, diagnostics).run();
}

std::vector<TierView> tiers_for_display(const model::Stack& stack) {
  const Adjacency adjacency(stack);
  const Tiers& tiers = stack.extension.tiers;
  const std::vector<int> declared = declared_tiers(adjacency, tiers);

  std::vector<TierView> views(tiers.size());
  std::vector<bool> is_free(adjacency.size());
  for (std::size_t tier = 0; tier < tiers.size(); ++tier) views[tier].name = tiers[tier].name;
  for (std::size_t i = 0; i < adjacency.size(); ++i) {
    is_free[i] = declared[i] == kNoTier;
    if (is_free[i]) continue;
    views[static_cast<std::size_t>(declared[i])].services.push_back(adjacency.name(i));
  }
  // A tier all of whose members are inactive in this profile is not shown.
  std::erase_if(views, [](const TierView& view) { return view.services.empty(); });
  for (const auto& level : levels(adjacency, is_free)) {
    auto& view = views.emplace_back();
    for (const std::size_t index : level) view.services.push_back(adjacency.name(index));
  }
  return views;
}

}  // namespace devstack::graph
