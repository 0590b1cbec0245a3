// Naming rules that Compose and we must agree on: a different name would be a different container.
#include "devstack/model/names.hpp"

#include <fmt/format.h>

#include "devstack/base/text.hpp"

namespace devstack::model {
namespace {

bool is_project_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

std::string normalize_project_name(std::string_view text) {
  std::string name = to_lower(text);
  std::erase_if(name, [](char c) { return !is_project_name_character(c); });
  name.erase(0, name.find_first_not_of("_-"));
  return name;
}

bool is_project_name(std::string_view text) {
  return !text.empty() && normalize_project_name(text) == text;
}

std::string container_name(std::string_view project, std::string_view service, std::size_t number) {
  return fmt::format("{}-{}-{}", project, service, number);
}

std::string resource_name(std::string_view project, std::string_view key) {
  return fmt::format("{}_{}", project, key);
}

std::string built_image_name(std::string_view project, std::string_view service) {
  return fmt::format("{}-{}", project, service);
}

}  // namespace devstack::model
