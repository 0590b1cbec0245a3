// Assembles a project in memory, for the tests of merging files, extends and include.
#pragma once

#include <map>
#include <string>

#include "load/assembler.hpp"
#include "unit/load/support.hpp"

namespace devstack::load::testing {

/// Assembles /p/stack.yaml, and /p/over.yaml when it is there.
inline std::string assemble(const std::map<std::string, std::string>& contents,
                            std::string* errors = nullptr) {
  const MemoryFiles memory(contents);
  const Files system = memory.files();
  Diagnostics diagnostics;
  const ProjectFiles files(system, "/p", diagnostics);
  const Variables variables(Environment{{"TAG", "7"}});
  std::vector<ParsedFile> parsed;
  for (const char* path : {"/p/stack.yaml", "/p/over.yaml"}) {
    if (auto documents = files.documents(path)) parsed.push_back({path, *std::move(documents)});
  }
  Node document;
  Assembler(files, Interpolation::kOn, Paths::kAbsolute)
      .assemble(document, std::move(parsed), "/p", variables);
  if (errors != nullptr) *errors = testing::places(diagnostics);
  return show(document);
}

}  // namespace devstack::load::testing
