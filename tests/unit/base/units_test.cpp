// Sizes with Docker's units.
#include "devstack/base/units.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace devstack {
namespace {

constexpr std::int64_t kKib = 1024;
constexpr std::int64_t kMib = 1024 * kKib;
constexpr std::int64_t kGib = 1024 * kMib;

struct ParseCase {
  const char* text;
  std::optional<std::int64_t> want;
};

void PrintTo(const ParseCase& c, std::ostream* os) { *os << '"' << c.text << '"'; }

class ParseBytes : public testing::TestWithParam<ParseCase> {};

TEST_P(ParseBytes, GivesBytesOrNothing) {
  EXPECT_EQ(parse_bytes(GetParam().text), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(Table, ParseBytes,
                         testing::ValuesIn(std::to_array<ParseCase>({
                             {"0", 0},
                             {"512", 512},
                             {"512b", 512},
                             {"32 B", 32},
                             {"64k", 64 * kKib},
                             {"64K", 64 * kKib},
                             {"64kb", 64 * kKib},
                             {"64KiB", 64 * kKib},
                             {"3m", 3 * kMib},
                             {"1.5G", 3 * kGib / 2},
                             {"2gb", 2 * kGib},
                             {"1 GiB", kGib},
                             {"1t", 1024 * kGib},
                             {"1p", 1024 * 1024 * kGib},
                             {".5k", 512},
                             {"0.3k", 307},
                             {"1.9", 1},
                             {"8191p", 8191 * kGib* kMib},
                             {"8192p", {}},
                             {"99999999999999999999", {}},
                             {"1e400", {}},
                             {"", {}},
                             {"k", {}},
                             {".", {}},
                             {"-1", {}},
                             {"+1", {}},
                             {" 1", {}},
                             {"1  k", {}},
                             {"1k ", {}},
                             {"1x", {}},
                             {"1bb", {}},
                             {"1kx", {}},
                             {"1kibi", {}},
                             {"inf", {}},
                             {"nan", {}},
                             {"0x10", {}},
                         })));

TEST(FormatBytes, PrintsForPeople) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(1023), "1023 B");
  EXPECT_EQ(format_bytes(kKib), "1 KiB");
  EXPECT_EQ(format_bytes(3 * kGib / 2), "1.5 GiB");
  EXPECT_EQ(format_bytes(kMib - 1), "1 MiB");
  EXPECT_EQ(format_bytes(-2 * kMib), "-2 MiB");
  EXPECT_EQ(format_bytes(std::numeric_limits<std::int64_t>::max()), "8 EiB");
}

}  // namespace
}  // namespace devstack
