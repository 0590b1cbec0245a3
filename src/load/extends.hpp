// `extends` of services: a service that begins as a copy of another one, in the same file or in
// another.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "load/merge.hpp"
#include "load/override.hpp"
#include "load/project_files.hpp"
#include "load/size_budget.hpp"

namespace devstack::load {

class ExtendsResolver {
 public:
  /// Reads a file by absolute path: interpolated, its documents merged, its paths absolute; null
  /// when there is none. Syntax errors are reported by the reader.
  using ReadFile = std::function<std::optional<Node>(const std::string& path)>;

  ExtendsResolver(const ProjectFiles& files, ReadFile read, Record record, PairsForm form,
                  SizeBudget& budget)
      : files_(files), read_(std::move(read)), record_(record), form_(form), budget_(budget) {}

  /// Resolves `extends` of every service of a document. `path` is the document's file, `directory`
  /// where its relative paths begin. Cycles are DS1290, missing services and files DS1291.
  void resolve(Node& document, const std::string& path, const std::string& directory);

 private:
  struct Scope {
    std::string path;
    std::string directory;
    Node* services = nullptr;
    std::unordered_map<std::string, std::size_t> index;
    std::set<std::string> resolved;
  };
  struct Link {
    const Scope* scope;
    std::string service;
    SourceSpan where;
  };
  struct Reference {
    std::string service;
    std::string file;  ///< as written; empty: the same file
    SourceSpan service_span;
    SourceSpan file_span;
  };

  void resolve_service(Scope& scope, const std::string& name, std::vector<Link>& chain);
  [[nodiscard]] std::optional<Reference> reference_of(const Node& extends) const;
  [[nodiscard]] static Node long_form(const Reference& reference, const std::string& path,
                                      const SourceSpan& where);
  [[nodiscard]] Scope* scope_of(const Reference& reference, Scope& current);
  void report_size(const SourceSpan& where) const;
  void report_cycle(const std::vector<Link>& chain, const Link& again) const;
  [[nodiscard]] static Scope make_scope(Node& document, std::string path, std::string directory);

  const ProjectFiles& files_;
  ReadFile read_;
  Record record_;
  PairsForm form_;
  SizeBudget& budget_;
  std::map<std::string, std::unique_ptr<Node>> documents_;
  std::map<std::string, Scope> scopes_;
};

}  // namespace devstack::load
