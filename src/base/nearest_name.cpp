// Typo hints: the edit distance of text.hpp's nearest_name and the sentence around it.
#include <algorithm>
#include <utility>

#include "devstack/base/text.hpp"

namespace devstack {
namespace {

/// Longer "names" are no typos but pasted text, and the table below is quadratic.
constexpr std::size_t kLongestName = 128;
/// In a file with tens of thousands of names each error would look through them all.
constexpr std::size_t kMostNames = 2000;

/// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::size_t length_difference(std::string_view a, std::string_view b) {
  return a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
}

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> candidates) {
  if (name.empty() || name.size() > kLongestName) return {};
  const std::string wanted = to_lower(name);
  // A third of the letters may be wrong: "postgers" finds "postgres", "db" does not find "api".
  std::size_t best = std::max<std::size_t>(name.size(), 3) / 3 + 1;
  std::string found;
  for (const auto& candidate : candidates.first(std::min(candidates.size(), kMostNames))) {
    if (length_difference(wanted, candidate) >= best) continue;
    const std::size_t distance = edit_distance(wanted, to_lower(candidate));
    if (distance >= best) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  const std::string nearest = nearest_name(name, candidates);
  return nearest.empty() ? std::string{} : "did you mean \"" + nearest + "\"?";
}

}  // namespace devstack
