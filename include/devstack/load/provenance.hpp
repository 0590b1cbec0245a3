// Where a value of the canonical document comes from: read from the steps that loading recorded on
// positions (docs/adr/0005-provenance.md).
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// One line of a chain.
struct ProvenanceLink {
  enum class Role : std::uint8_t {
    kSet,       ///< written at `where`
    kImplied,   ///< follows from the short form at `where`
    kDefault,   ///< added by normalisation; `detail` says why
    kMerged,    ///< more members came from `where`
    kRemoved,   ///< `!reset` at `where`; `text`: the member, when the chain is its parent's
    kOverrode,  ///< the value before, written at `where`
    kAlias,     ///< brought by the alias at `where`
    kMergeKey,  ///< brought by the `<<` at `where`
    kExtends,   ///< brought by the `extends` at `where`; `text`: the extended service
    kInclude,   ///< brought by the `include` at `where`
    kFile,      ///< its file is named at `where`; `text`: by which key
    kVariable,  ///< uses the variable `text`, set at `where` if known; `detail`: by what
  };
  Role role = Role::kSet;
  SourceSpan where;
  std::string text;  ///< of kSet, kOverrode: the value in one line
  std::string detail;
};

/// "set", "extends", …: stable, also in JSON.
[[nodiscard]] std::string_view role_name(ProvenanceLink::Role role);
/// True for the roles that say how the value above them came to be.
[[nodiscard]] bool is_detail(ProvenanceLink::Role role);

/// Last origin of one member of a mapping or list.
struct MemberOrigin {
  std::string path;  ///< whole
  std::string text;  ///< in one line
  ProvenanceLink origin;
};

struct Provenance {
  std::string path;
  const Node* value = nullptr;        ///< in the document; null: it was taken out
  std::string text;                   ///< the value in one line
  std::vector<ProvenanceLink> chain;  ///< the one in force first, the oldest last
  std::vector<MemberOrigin> members;  ///< of a mapping or list, in the order of the document
};

/// The part of a path that exists, and what could follow.
struct UnknownPath {
  std::string reached;  ///< empty: not even the first key
  std::string missing;  ///< the rest of the path
  std::vector<std::string> known;
};

/// `path` is "services.db.ports[0]"; keys may hold dots. The document must come from a load with
/// `LoadRequest::provenance`.
[[nodiscard]] std::variant<Provenance, UnknownPath> find_provenance(const Node& document,
                                                                    std::string_view path);

/// Every place that uses the variable: in texts, and as a name without value in `environment`. Each
/// place once, as the files have them.
[[nodiscard]] std::vector<SourceSpan> places_that_use(const Loaded& loaded, std::string_view name);

}  // namespace devstack::load
