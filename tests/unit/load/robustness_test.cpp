// Input that was made to exhaust time or memory ends with a message at its place. Each case would
// take minutes, gigabytes or the whole stack of the process if its bound were missing.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <stdlib.h>  // mkdtemp
#include <sys/stat.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;
using Contents = std::map<std::string, std::string>;

constexpr char kService[] = "services:\n  a:\n    image: i\n";

std::string repeated(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part(i);
  return text;
}

std::string times(std::size_t count, std::string_view part) {
  return repeated(count, [part](std::size_t) { return std::string(part); });
}

Loaded load(Contents contents) {
  const MemoryFiles memory(std::move(contents));
  LoadRequest request;
  request.working_directory = "/p";
  request.files = {"compose.yaml"};
  return load_stack(request, memory.files());
}

/// Code of the first finding, or "" when there is none.
std::string code_of(Contents contents) {
  const Loaded loaded = load(std::move(contents));
  const auto found = loaded.diagnostics.sorted();
  if (found.empty()) return "";
  EXPECT_TRUE(found.front().where.file != nullptr) << found.front().message;
  return found.front().code;
}

std::string code_of(std::string text) { return code_of(Contents{{"/p/compose.yaml", text}}); }

TEST(Robustness, AliasesDoNotMultiply) {
  const std::string lists = repeated(9, [](std::size_t i) {
    return fmt::format("x-{}: &x{} [{}]\n", i + 1, i + 1,
                       i == 0 ? "1,1,1,1,1,1,1,1" : times(8, fmt::format("*x{},", i)));
  });
  EXPECT_EQ(code_of(lists + kService), "DS1104");
  const std::string maps = "x-0: &x0 {" +
                           repeated(1000, [](std::size_t i) { return fmt::format("k{}: 1,", i); }) +
                           "}\n";
  EXPECT_EQ(code_of(maps + "x-1: {<<: [" + times(5000, "*x0,") + "]}\n" + kService), "DS1104");
  EXPECT_EQ(
      code_of(maps +
              repeated(1000, [](std::size_t i) { return fmt::format("x-a{}: {{<<: *x0}}\n", i); }) +
              kService),
      "DS1104");
}

TEST(Robustness, AnchorsInsideOfAnchorsDoNotMultiply) {
  std::string text = "x-a:\n";
  for (std::size_t i = 1; i < 50; ++i) {
    text += std::string(i, ' ') + fmt::format("k: &a{}\n", i);
  }
  text += std::string(50, ' ') + "[" + times(20'000, "1,") + "]\n";
  EXPECT_EQ(code_of(text + kService), "DS1104");
}

TEST(Robustness, DepthIsBounded) {
  EXPECT_EQ(code_of("x-a: " + std::string(100'000, '[')), "DS1107");
  EXPECT_EQ(code_of("x-a: " + times(100'000, "{a: ")), "DS1107");
  EXPECT_EQ(code_of(times(100'000, "- ")), "DS1107");
  EXPECT_EQ(code_of(times(100'000, "? ")), "DS1107");
  EXPECT_EQ(code_of(repeated(2000, [](std::size_t i) { return std::string(i, ' ') + "a:\n"; })),
            "DS1107");
}

TEST(Robustness, SizeIsBounded) {
  EXPECT_EQ(code_of("#" + std::string(9U << 20U, 'x')), "DS1107");
  EXPECT_EQ(
      code_of({{"/p/compose.yaml", kService}, {"/p/.env", "#" + std::string(9U << 20U, 'x')}}),
      "DS1107");
  EXPECT_EQ(code_of("x-a: [" + times(500'000, "1,") + "]\n"), "DS1107");
}

TEST(Robustness, LargeMembersTakeLinearTime) {
  const auto list = [](std::string_view key, const char* item) {
    return fmt::format("{}    {}:\n", kService, key) + repeated(20'000, [item](std::size_t i) {
             return fmt::format(fmt::runtime(item), i, i % 60'000 + 1);
           });
  };
  EXPECT_EQ(code_of(list("environment", "      - K{0}=1\n")), "");
  EXPECT_EQ(code_of(list("environment", "      K{0}: 1\n")), "");
  EXPECT_EQ(code_of(list("labels", "      - k{0}=1\n")), "");
  EXPECT_EQ(code_of(list("ports", "      - \"{1}:{1}\"\n")), "");
  EXPECT_EQ(code_of(list("expose", "      - {1}\n")), "");
}

TEST(Robustness, RangesOfPortsAreCountedBeforeTheyAreWrittenOut) {
  EXPECT_EQ(code_of(std::string(kService) + "    ports: ['20000-30000:20000-30000/udp']\n"), "");
  const std::string text =
      "services:\n" + repeated(100, [](std::size_t i) {
        return fmt::format("  a{}: {{image: i, ports: ['1-65535:1-65535']}}\n", i);
      });
  const Loaded loaded = load({{"/p/compose.yaml", text}});
  EXPECT_TRUE(std::any_of(loaded.diagnostics.all().begin(), loaded.diagnostics.all().end(),
                          [](const Diagnostic& found) { return found.code == "DS1107"; }));
}

TEST(Robustness, IncludesDoNotMultiply) {
  Contents twice{{"/p/compose.yaml", std::string("include: [i0.yaml]\n") + kService},
                 {"/p/i20.yaml", "volumes: {v: }\n"}};
  for (std::size_t i = 0; i < 20; ++i) {
    twice[fmt::format("/p/i{}.yaml", i)] =
        fmt::format("include: [i{}.yaml, ./i{}.yaml]\n", i + 1, i + 1);
  }
  EXPECT_EQ(code_of(twice), "DS1107");
  // Items: they are read faster than members, and it takes a million values.
  const std::string many = "v: {x-a: [" + times(20'000, "1,") + "]}";
  EXPECT_EQ(code_of({{"/p/compose.yaml", "include: [" + times(500, "b.yaml,") + "]\n" + kService},
                     {"/p/b.yaml", "volumes: {" + many + "}\n"}}),
            "DS1107");
}

TEST(Robustness, ExtendsDoesNotMultiply) {
  const std::string base =
      "services:\n  b:\n    image: i\n    environment:\n" +
      repeated(20'000, [](std::size_t i) { return fmt::format("      K{}: 1\n", i); });
  EXPECT_EQ(code_of(base + repeated(10'000,
                                    [](std::size_t i) {
                                      return fmt::format("  a{}: {{extends: b}}\n", i);
                                    })),
            "DS1107");
}

TEST(Robustness, VariablesDoNotGrowWithoutEnd) {
  const std::string doubling = "A0=xxxxxxxx\n" + repeated(40, [](std::size_t i) {
                                 return fmt::format("A{}=$A{}$A{}\n", i + 1, i, i);
                               });
  EXPECT_EQ(code_of({{"/p/compose.yaml", kService}, {"/p/.env", doubling}}), "DS1120");
  const std::string long_value = "A=" + std::string(100'000, 'x') + "\n";
  EXPECT_EQ(
      code_of({{"/p/compose.yaml", std::string(kService) + "x-a: ['" + times(1000, "$A") + "']\n"},
               {"/p/.env", long_value}}),
      "DS1107");
  EXPECT_EQ(
      code_of({{"/p/compose.yaml", std::string(kService) + "x-a: [" + times(3000, "'$A',") + "]\n"},
               {"/p/.env", long_value}}),
      "DS1107");
}

TEST(Robustness, ExpressionsNestToADepth) {
  const std::string nested = times(100'000, "${A:-") + std::string(100'000, '}');
  EXPECT_EQ(code_of(std::string(kService) + "x-a: '" + nested + "'\n"), "DS1110");
  EXPECT_EQ(code_of({{"/p/compose.yaml", kService}, {"/p/.env", "A=" + nested + "\n"}}), "DS1120");
}

TEST(Robustness, ManyUnsetVariablesAreReportedQuickly) {
  const std::string unset =
      repeated(20'000, [](std::size_t i) { return fmt::format("${{A{}}}", i); });
  EXPECT_EQ(code_of(std::string(kService) + "x-a: '" + unset + "'\n"), "DS1112");
}

TEST(Robustness, EveryWrongNameIsNotComparedWithEveryOther) {
  EXPECT_EQ(code_of("services:\n" +
                    repeated(5'000,
                             [](std::size_t i) {
                               return fmt::format("  a{}: {{image: i, depends_on: [z{}]}}\n", i, i);
                             })),
            "DS1203");
}

TEST(Robustness, LongPatternsAreRefused) {
  EXPECT_EQ(code_of(std::string(kService) + "    x-devstack: {ready: {log: {pattern: '" +
                    std::string(200'000, '(') + "'}}}\n"),
            "DS1412");
  // Written again, such a text was once compared with a pattern that needs stack for each byte.
  const Loaded loaded =
      load({{"/p/compose.yaml", std::string(kService) + "x-a: '1" + times(200'000, ":1") + "'\n"}});
  EXPECT_NE(to_yaml(loaded.document).find("\"1:1"), std::string::npos);
}

TEST(Robustness, OnlyTextInUtf8IsRead) {
  using namespace std::string_literals;
  EXPECT_EQ(code_of("\xFF\xFEs\0e\0"s), "DS1108");
  EXPECT_EQ(code_of("\xFE\xFF\0s\0e"s), "DS1108");
  EXPECT_EQ(code_of("s\0e\0r\0"s), "DS1108");
  EXPECT_EQ(code_of("x-a: \"\0\"\n"s), "DS1108");
  EXPECT_EQ(code_of("x-a: \"\xC3\"\n"), "DS1108");
  EXPECT_EQ(code_of("\xEF\xBB\xBF"s + kService), "");
  EXPECT_EQ(code_of("services:\r\n  a:\r\n    image: i\r\n"), "");
}

TEST(Robustness, NothingIsFetched) {
  for (const char* source : {"https://example.com/c.yaml", "git@example.com:a/b.git",
                             "oci://example.com/a/b", "git://example.com/a/b.git"}) {
    EXPECT_EQ(code_of(fmt::format("include: ['{}']\n{}", source, kService)), "DS1292") << source;
  }
  EXPECT_EQ(code_of(std::string(kService) +
                    "    extends: {file: 'https://example.com/c.yaml', service: a}\n"),
            "DS1291");
}

/// Files that are no files, in a folder of the real file system.
class SpecialFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = ::testing::TempDir() + "devstack_special_files.XXXXXX";
    folder_ = ::mkdtemp(folder.data());
    ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop", folder_ / "loop");
    std::filesystem::create_symlink(".", folder_ / "here");
    std::filesystem::create_directory(folder_ / "folder");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// The code of the first finding or of the error.
  std::string load_with(const std::string& text) const {
    std::ofstream(folder_ / "compose.yaml") << text;
    LoadRequest request;
    request.working_directory = folder_.string();
    request.files = {"compose.yaml"};
    try {
      const Loaded loaded = load_stack(request, system_files());
      const auto found = loaded.diagnostics.sorted();
      return found.empty() ? "" : found.front().code;
    } catch (const Error& error) {
      return std::string(error.code());
    }
  }

  std::filesystem::path folder_;
};

TEST_F(SpecialFiles, EndInAnError) {
  const auto env_file = [](const std::string& path) {
    return std::string(kService) + "    env_file: " + path + "\n";
  };
  EXPECT_EQ(load_with(env_file("/dev/zero")), "DS1107");
  EXPECT_EQ(load_with(env_file("loop")), "DS4001");
  EXPECT_EQ(load_with(env_file("folder")), "DS1210");
  EXPECT_EQ(load_with(env_file("fifo")), "") << "a pipe without a writer is empty";
  EXPECT_EQ(load_with("include: [/dev/zero]\n"), "DS1107");
  EXPECT_EQ(load_with("include: [fifo]\n"), "DS1106");
  EXPECT_EQ(load_with("include: [folder]\n"), "DS1292");
  EXPECT_EQ(load_with(std::string(kService) + "    extends: {file: /dev/zero, service: a}\n"),
            "DS1107");
  EXPECT_EQ(load_with(std::string(kService) + "    label_file: /dev/zero\n"), "DS1107");
  EXPECT_EQ(load_with("include: [here/compose.yaml]\n"), "DS1292") << "it is the file itself";
}

}  // namespace
}  // namespace devstack::load
