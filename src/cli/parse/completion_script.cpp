// Static words for commands and options; service names are asked from `devstack config --services`
// while completing.
#include "cli/parse/completion_script.hpp"

#include <fmt/format.h>

#include <string_view>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::string_view kBash = R"sh(_devstack() {
  local word=${COMP_WORDS[COMP_CWORD]} command= options="@GLOBAL@" services=0 i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case " @COMMANDS@ " in
      *" ${COMP_WORDS[i]} "*) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case "$command" in
@CASES@    completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "@COMMANDS@" -- "$word"))
  elif ((services)); then
    COMPREPLY=($(compgen -W "$(devstack -q config --services 2>/dev/null)" -- "$word"))
  fi
}
complete -o default -F _devstack devstack
)sh";

constexpr std::string_view kZsh = R"sh(#compdef devstack
_devstack() {
  local -a commands options
  local command= services=0 word
  commands=(
@COMMANDS@  )
  for word in ${words[2,CURRENT-1]}; do
    if (( ${commands[(I)$word:*]} )); then command=$word; break; fi
  done
  options=(@GLOBAL@)
  case $command in
@CASES@  esac
  if [[ $PREFIX == -* ]]; then
    compadd -- $options
  elif [[ -z $command ]]; then
    _describe command commands
  elif [[ $command == completion ]]; then
    compadd bash zsh fish
  elif (( services )); then
    compadd -- ${(f)"$(devstack -q config --services 2>/dev/null)"}
  else
    _files
  fi
}
compdef _devstack devstack
)sh";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string command_words(const std::vector<CommandOutline>& outline) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < outline.size(); ++i) names.push_back(outline[i].name);
  return join(names, " ");
}

std::string bash(const std::vector<CommandOutline>& outline) {
  std::string cases;
  for (std::size_t i = 1; i < outline.size(); ++i) {
    if (outline[i].name == "completion") continue;
    cases += fmt::format("    {}) options=\"{}\"; services={} ;;\n", outline[i].name,
                         join(outline[i].options, " "), outline[i].takes_services ? 1 : 0);
  }
  std::string script(kBash);
  replace_all(script, "@GLOBAL@", join(outline.front().options, " "));
  replace_all(script, "@COMMANDS@", command_words(outline));
  replace_all(script, "@CASES@", cases);
  return script;
}

std::string zsh(const std::vector<CommandOutline>& outline) {
  std::string commands;
  std::string cases;
  for (std::size_t i = 1; i < outline.size(); ++i) {
    std::string summary = outline[i].summary;
    replace_all(summary, "'", "'\\''");
    commands += fmt::format("    '{}:{}'\n", outline[i].name, summary);
    cases += fmt::format("    {}) options=({}); services={} ;;\n", outline[i].name,
                         join(outline[i].options, " "), outline[i].takes_services ? 1 : 0);
  }
  std::string script(kZsh);
  replace_all(script, "@GLOBAL@", join(outline.front().options, " "));
  replace_all(script, "@COMMANDS@", commands);
  replace_all(script, "@CASES@", cases);
  return script;
}

std::string fish_option(const std::string& condition, const std::string& option) {
  const bool is_long = option.starts_with("--");
  return fmt::format("complete -c devstack -n '{}' {} {}\n", condition, is_long ? "-l" : "-s",
                     option.substr(is_long ? 2 : 1));
}

std::string fish(const std::vector<CommandOutline>& outline) {
  std::string out = "complete -c devstack -f\n";
  for (const auto& option : outline.front().options) {
    out += fish_option("__fish_use_subcommand", option);
  }
  for (std::size_t i = 1; i < outline.size(); ++i) {
    const auto& command = outline[i];
    const std::string inside = "__fish_seen_subcommand_from " + command.name;
    std::string summary = command.summary;
    replace_all(summary, "'", "\\'");
    out += fmt::format("complete -c devstack -n __fish_use_subcommand -a {} -d '{}'\n",
                       command.name, summary);
    for (const auto& option : command.options) out += fish_option(inside, option);
    if (command.takes_services) {
      out += fmt::format(
          "complete -c devstack -n '{}' -a '(devstack -q config --services 2>/dev/null)'\n",
          inside);
    }
  }
  out += "complete -c devstack -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n";
  return out;
}

}  // namespace

std::string completion_script(const std::string& shell,
                              const std::vector<CommandOutline>& outline) {
  if (shell == "bash") return bash(outline);
  return shell == "zsh" ? zsh(outline) : fish(outline);
}

}  // namespace devstack::cli
