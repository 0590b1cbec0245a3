// Builds the syntax tree from the events of a YAML parser: keys, duplicates, anchors under a
// budget, merge keys and the types of scalars.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Thrown after a diagnostic was added, when reading on makes no sense.
struct BrokenYaml {};

class TreeBuilder {
 public:
  /// Identifies an anchor within one file; 0: none.
  using AnchorId = std::size_t;

  static constexpr std::size_t kMaxDepth = 64;
  /// Of one file, and of those the copies that aliases made.
  static constexpr std::size_t kMaxNodes = 400'000;
  static constexpr std::size_t kMaxAliasNodes = 200'000;

  explicit TreeBuilder(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add_scalar(Node scalar, AnchorId anchor);
  void add_alias(const SourceSpan& where, AnchorId anchor);
  /// `container` is an empty mapping or sequence.
  void begin(Node container, AnchorId anchor);
  void end();

  /// The finished document; null when it was empty.
  [[nodiscard]] Node take_document();
  /// Something was wrong, though reading could go on.
  [[nodiscard]] bool failed() const { return failed_; }
  /// Place of the key whose value comes next; unknown outside of a mapping.
  [[nodiscard]] SourceSpan pending_key() const;

 private:
  struct Frame {
    Node node;
    AnchorId anchor = 0;
    std::optional<Entry> pending;  ///< key read, value to come
    bool pending_is_merge = false;
    bool is_key = false;  ///< a collection in the place of a key: refused
    std::vector<std::pair<Node, SourceSpan>> merges;  ///< each with the place of its `<<`
    std::unordered_map<std::string, std::size_t> key_index;
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 0;
    std::size_t depth = 0;
  };

  void finish(Node node, AnchorId anchor);
  void add_key(Frame& frame, Node key);
  void add_value(Frame& frame, Node value);
  void resolve_merges(Frame& frame);
  void merge_one(Frame& frame, Node& source, const SourceSpan& where);
  void count_node(const SourceSpan& where);
  [[noreturn]] void give_up(std::string_view code, const SourceSpan& where, std::string message,
                            std::string hint);

  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::map<AnchorId, Anchored> anchors_;
  Node document_;
  std::size_t nodes_ = 0;
  std::size_t alias_nodes_ = 0;
  std::size_t anchored_nodes_ = 0;
  bool failed_ = false;
};

}  // namespace devstack::load
