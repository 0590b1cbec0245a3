// Durations as Go reads and prints them; the expected forms are those of Go's package time.
#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "devstack/base/units.hpp"

namespace devstack {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr nanoseconds kLongest{std::numeric_limits<std::int64_t>::max()};

struct ParseCase {
  const char* text;
  std::optional<nanoseconds> want;
};

void PrintTo(const ParseCase& c, std::ostream* os) { *os << '"' << c.text << '"'; }

class ParseDuration : public testing::TestWithParam<ParseCase> {};

TEST_P(ParseDuration, GivesNanosecondsOrNothing) {
  EXPECT_EQ(parse_duration(GetParam().text), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(Table, ParseDuration,
                         testing::ValuesIn(std::to_array<ParseCase>({
                             {"0", 0ns},
                             {"0s", 0ns},
                             {"1m30s", 90s},
                             {"1.5h", 90min},
                             {".5s", 500ms},
                             {"5.5015s", 5501500us},
                             {"1.005s", 1005ms},
                             {"1.s", 1s},
                             {"500ms", 500ms},
                             {"2us", 2us},
                             {"2µs", 2us},
                             {"2μs", 2us},
                             {"7ns", 7ns},
                             {"1h2m3s4ms5us6ns", 1h + 2min + 3s + 4ms + 5us + 6ns},
                             {"30s1m", 90s},
                             {"0.1ns", 0ns},
                             {"0.333333333333333333333s", 333333333ns},
                             {"9223372036854775807ns", kLongest},
                             {"9223372036854775808ns", {}},
                             {"2562047h47m16.854775807s", kLongest},
                             {"2562048h", {}},
                             {"99999999999999999999999h", {}},
                             {"9223372036s9223372036s", {}},
                             {"", {}},
                             {"10", {}},
                             {"1d", {}},
                             {"-1s", {}},
                             {"+1s", {}},
                             {"s", {}},
                             {".s", {}},
                             {"1 s", {}},
                             {"1s ", {}},
                             {"1..5s", {}},
                             {"1h-2m", {}},
                             {"1S", {}},
                             {"0x1s", {}},
                             {"1e3s", {}},
                         })));

struct FormatCase {
  nanoseconds duration;
  const char* want;
};

void PrintTo(const FormatCase& c, std::ostream* os) { *os << c.want; }

class FormatGoDuration : public testing::TestWithParam<FormatCase> {};

TEST_P(FormatGoDuration, PrintsAsGoDoes) {
  EXPECT_EQ(format_go_duration(GetParam().duration), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(Table, FormatGoDuration,
                         testing::ValuesIn(std::to_array<FormatCase>({
                             {0ns, "0s"},
                             {1ns, "1ns"},
                             {1100ns, "1.1µs"},
                             {500ms, "500ms"},
                             {2200us, "2.2ms"},
                             {1500ms, "1.5s"},
                             {90s, "1m30s"},
                             {1h, "1h0m0s"},
                             {10min, "10m0s"},
                             {100h + 1ns, "100h0m0.000000001s"},
                             {-1500ms, "-1.5s"},
                             {kLongest, "2562047h47m16.854775807s"},
                             {nanoseconds::min(), "-2562047h47m16.854775808s"},
                         })));

class FormatDuration : public testing::TestWithParam<FormatCase> {};

TEST_P(FormatDuration, PrintsForPeople) {
  EXPECT_EQ(format_duration(GetParam().duration), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(Table, FormatDuration,
                         testing::ValuesIn(std::to_array<FormatCase>({
                             {0ns, "0ms"},
                             {31ms, "31ms"},
                             {99'600us, "0.1s"},
                             {900ms, "0.9s"},
                             {4440ms, "4.4s"},
                             {30s, "30.0s"},
                             {59'940ms, "59.9s"},
                             {59'960ms, "1m 0s"},
                             {72s, "1m 12s"},
                             {3599'600ms, "1h 0m"},
                             {3h + 5min + 59s, "3h 5m"},
                             {52h, "2d 4h"},
                             {-2s, "-2.0s"},
                         })));

TEST(GoDuration, RoundTrips) {
  const auto values = std::to_array<nanoseconds>({0ns, 1ns, 999ns, 1500us, 61'001ms, 1h + 1ms});
  for (const nanoseconds value : values) {
    EXPECT_EQ(parse_duration(format_go_duration(value)), value);
  }
}

}  // namespace
}  // namespace devstack
