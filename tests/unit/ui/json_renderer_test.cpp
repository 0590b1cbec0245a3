// Events as JSON lines.
#include <gtest/gtest.h>

#include "devstack/base/value.hpp"
#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

TEST(JsonRenderer, EveryEventIsOneLineOnStdout) {
  fakes::FakeClock clock;
  std::string out;
  std::string err;
  const auto renderer = make_renderer(
      Mode::kJson, terminal(80), clock, [&out](std::string_view bytes) { out += bytes; },
      [&err](std::string_view bytes) { err += bytes; });
  auto events = warming_api();
  events.push_back({Duration{2950}, ResourceChanged{"network", "shop_default", "created"}});
  events.push_back({Duration{2960}, Notice{Notice::Level::kWarning, "careful"}});
  events.push_back({Duration{3000}, api_not_ready()});
  events.push_back({Duration{4400}, ready()});
  play(*renderer, clock, events);
  EXPECT_EQ(err, "");
  expect_golden("events", out);
  std::istringstream lines(out);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto value = parse_json(line);
    ASSERT_TRUE(value.has_value()) << line;
    EXPECT_EQ((*value)["schema"].as_string(), "devstack.event/1");
  }
  EXPECT_EQ(count, events.size());
}

}  // namespace
}  // namespace devstack::ui
