// CLI11's formatter with its technical parts left out.
#include "cli/parse/help_format.hpp"

#include <utility>

namespace devstack::cli {

HelpFormat::HelpFormat() { column_width(30); }

std::string HelpFormat::make_option_opts(const CLI::Option* option) const {
  const std::string type = option->get_type_name();
  const std::string name = type.substr(0, type.find(':'));
  return name.empty() ? "" : " " + name;
}

std::string HelpFormat::make_usage(const CLI::App* app, std::string name) const {
  const bool root = app->get_parent() == nullptr;
  if (!root) name = "devstack " + app->get_name();
  std::string usage = "Usage: " + name + " [OPTIONS]";
  if (root) usage += " COMMAND";
  if (app->get_name() == "exec") usage += " SERVICE COMMAND [ARGUMENT...]";
  if (app->get_name() == "run") usage += " SERVICE [COMMAND] [ARGUMENT...]";
  for (const auto* option : app->get_options()) {
    if (!option->get_positional()) continue;
    const std::string label = option->get_name();
    const bool many = option->get_expected_max() > 1;
    usage += option->get_required() ? " " + label : " [" + label + (many ? "..." : "") + "]";
  }
  return usage + "\n\n";
}

std::string HelpFormat::make_option_name(const CLI::Option* option, bool is_positional) const {
  // CLI11 shows what a flag stands for where that is not `true`: "--no-tty{false}".
  std::string name = CLI::Formatter::make_option_name(option, is_positional);
  for (auto at = name.find('{'); at != std::string::npos; at = name.find('{')) {
    name.erase(at, name.find('}', at) - at + 1);
  }
  return name;
}

std::string HelpFormat::make_help(const CLI::App* app, std::string name,
                                  CLI::AppFormatMode mode) const {
  std::string text = CLI::Formatter::make_help(app, std::move(name), mode);
  for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n")) {
    text.erase(at, 1);
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace devstack::cli
