// Scripts over a small outline.
#include "cli/parse/completion_script.hpp"

#include <gmock/gmock.h>

namespace devstack::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<CommandOutline> kOutline{
    {"devstack", "", {"--file", "-f"}, false},
    {"up", "start what's there", {"--build", "-d"}, true},
    {"completion", "for a shell", {"--help"}, false},
};

TEST(CompletionScript, Bash) {
  const std::string script = completion_script("bash", kOutline);
  EXPECT_THAT(script, HasSubstr("up) options=\"--build -d\"; services=1 ;;"));
  EXPECT_THAT(script, HasSubstr("options=\"--file -f\""));
  EXPECT_THAT(script, HasSubstr("complete -o default -F _devstack devstack"));
  EXPECT_THAT(script, Not(HasSubstr("@")));
}

TEST(CompletionScript, Zsh) {
  const std::string script = completion_script("zsh", kOutline);
  EXPECT_THAT(script, HasSubstr("'up:start what'\\''s there'"));
  EXPECT_THAT(script, Not(HasSubstr("@")));
}

TEST(CompletionScript, Fish) {
  const std::string script = completion_script("fish", kOutline);
  EXPECT_THAT(script, HasSubstr("-a up -d 'start what\\'s there'"));
  EXPECT_THAT(script, HasSubstr("'__fish_seen_subcommand_from up' -l build"));
  EXPECT_THAT(script, HasSubstr("'__fish_seen_subcommand_from up' -s d"));
}

}  // namespace
}  // namespace devstack::cli
