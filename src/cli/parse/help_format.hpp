// How help looks: option, its value's name, what it does; nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace devstack::cli {

class HelpFormat : public CLI::Formatter {
 public:
  HelpFormat();
  /// "--tail N": the value's name, without CLI11's lists of choices and exclusions.
  std::string make_option_opts(const CLI::Option* option) const override;
  /// "-T,--no-tty": without the values that CLI11 writes behind some flags.
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override;
  std::string make_usage(const CLI::App* app, std::string name) const override;
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
};

}  // namespace devstack::cli
