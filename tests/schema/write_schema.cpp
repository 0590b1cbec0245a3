// Rewrites schema/*.json after the tables of the language have changed: schema_writer FOLDER
#include <cstdio>
#include <fstream>
#include <string>

#include "schema/json_schema.hpp"

namespace {

bool write(const std::string& path, const devstack::Value& schema) {
  std::ofstream file(path);
  file << devstack::to_json(schema, 2) << "\n";
  return file.good();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: schema_writer FOLDER\n", stderr);
    return 2;
  }
  const std::string folder = arguments[1];
  const bool good = write(folder + "/stack.json", devstack::load::stack_schema()) &&
                    write(folder + "/profile.json", devstack::load::profile_schema());
  return good ? 0 : 1;
}
