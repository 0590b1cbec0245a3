// Measured with `docker compose config` 2.40.3, which prints an `x-` key with such a value.
#include "load/yaml_timestamp.hpp"

#include <gtest/gtest.h>

#include <array>

namespace devstack::load {
namespace {

struct TimestampCase {
  const char* written;
  const char* printed;  ///< null: text
};

void PrintTo(const TimestampCase& c, std::ostream* os) { *os << c.written; }

class YamlTimestamp : public ::testing::TestWithParam<TimestampCase> {};

TEST_P(YamlTimestamp, ReadsAsGoDoes) {
  const auto& [written, printed] = GetParam();
  const auto found = yaml_timestamp(written);
  EXPECT_EQ(found.value_or("text"), printed == nullptr ? "text" : printed);
}

INSTANTIATE_TEST_SUITE_P(Table, YamlTimestamp,
                         ::testing::ValuesIn(std::to_array<TimestampCase>({
                             {"2020-01-01", "2020-01-01T00:00:00Z"},
                             {"2020-1-1", "2020-01-01T00:00:00Z"},
                             {"2020-02-29", "2020-02-29T00:00:00Z"},
                             {"2020-01-01 10:00:00", "2020-01-01T10:00:00Z"},
                             {"2020-01-01 1:2:3", "2020-01-01T01:02:03Z"},
                             {"2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43.1-05:00"},
                             {"2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"},
                             {"2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00Z"},
                             {"2020-01-01T10:00:00.123456789+02:00",
                              "2020-01-01T10:00:00.123456789+02:00"},
                             {"2020-01-01t1:2:3", nullptr},
                             {"2020-01-01 10:00", nullptr},
                             {"2020-02-30", nullptr},
                             {"2021-02-29", nullptr},
                             {"2020-13-01", nullptr},
                             {"2020-01-01 25:00:00", nullptr},
                             {"2020-01-01 10:00:00 ", nullptr},
                             {"2020-01", nullptr},
                             {"20200101", nullptr},
                             {"", nullptr},
                         })));

}  // namespace
}  // namespace devstack::load
