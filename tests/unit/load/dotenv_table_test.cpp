// The grammar of env files, through a service's `env_file`: each row is what Docker Compose 2.40.3
// makes of it. Not here: a last line without an end of line that is a name alone, which Compose
// takes for the value of a variable without name.
#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

using testing::load_yaml;

struct Row {
  const char* text;
  const char* expected;  ///< nullptr: refused
};

class DotenvTable : public ::testing::TestWithParam<Row> {};

TEST_P(DotenvTable, AsCompose) {
  LoadRequest request;
  request.environment = {{"SHELL", "sh"}};
  const auto answer = load_yaml("services: {a: {image: x, env_file: a.env}}\n", request,
                                {{"/w/p/a.env", GetParam().text}});
  if (GetParam().expected == nullptr) {
    EXPECT_EQ(answer.codes, "DS1120") << GetParam().text;
  } else {
    const std::string environment = answer.json({"services", "a", "environment"});
    EXPECT_EQ(environment.empty() ? "{}" : environment, GetParam().expected) << GetParam().text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Compose, DotenvTable,
    ::testing::Values(
        Row{"A\n", "{}"}, Row{"SHELL\n", R"({"SHELL":"sh"})"},
        Row{"export SHELL\n", R"({"SHELL":"sh"})"}, Row{"export A\nB=1\n", R"({"B":"1"})"},
        Row{"A=\"a\"b\nC=1\n", R"({"A":"a","C":"1"})"}, Row{"A='a' b\n", R"({"A":"a"})"},
        Row{"A=1", R"({"A":"1"})"}, Row{"A=1\nB=2", R"({"A":"1","B":"2"})"},
        Row{"A=1\r\nB=2\r\n", R"({"A":"1","B":"2"})"},
        Row{"\xEF\xBB\xBF"
            "A=1",
            R"({"A":"1"})"},
        Row{"A=1\n\n\n# c\nB=2", R"({"A":"1","B":"2"})"}, Row{"", "{}"}, Row{"#only", "{}"},
        Row{"   \n\t\n", "{}"}, Row{"A = 1", R"({"A":"1"})"}, Row{"A= 1", R"({"A":"1"})"},
        Row{"A =1", R"({"A":"1"})"}, Row{"  A=1", R"({"A":"1"})"}, Row{"A=1  ", R"({"A":"1"})"},
        Row{"A=", R"({"A":""})"}, Row{"A=\nB=1", R"({"A":"","B":"1"})"},
        Row{"A\nB=1", R"({"B":"1"})"}, Row{"SHELL=\n", R"({"SHELL":""})"},
        Row{"export A=1", R"({"A":"1"})"}, Row{"export  A=1", R"({"A":"1"})"},
        Row{"exported=1", R"({"exported":"1"})"}, Row{"export=1", R"({"export":"1"})"},
        Row{"A: 1", R"({"A":"1"})"}, Row{"A:1", R"({"A":"1"})"}, Row{"A:", R"({"A":""})"},
        Row{"A=a b c", R"({"A":"a b c"})"}, Row{"A=a=b", R"({"A":"a=b"})"},
        Row{"A=a:b", R"({"A":"a:b"})"}, Row{"A==b", R"({"A":"=b"})"}, Row{"A=#b", R"({"A":"#b"})"},
        Row{"A= #b", R"({"A":"#b"})"}, Row{"A=a#b", R"({"A":"a#b"})"},
        Row{"A=a #b", R"({"A":"a"})"}, Row{"A=a # b # c", R"({"A":"a"})"},
        Row{"A=a\t#b", R"({"A":"a\t#b"})"}, Row{R"(A="a")", R"({"A":"a"})"},
        Row{"A='a'", R"({"A":"a"})"}, Row{R"(A="")", R"({"A":""})"}, Row{"A=''", R"({"A":""})"},
        Row{R"(A="a b")", R"({"A":"a b"})"}, Row{"A='a b'", R"({"A":"a b"})"},
        Row{R"(A="a # b")", R"({"A":"a # b"})"}, Row{"A='a # b'", R"({"A":"a # b"})"},
        Row{R"(A="a" # b)", R"({"A":"a"})"}, Row{"A='a' # b", R"({"A":"a"})"},
        Row{R"(A=a"b")", R"({"A":"a\"b\""})"}, Row{"A=a'b'", R"({"A":"a'b'"})"},
        Row{R"(A="a'b")", R"({"A":"a'b"})"}, Row{R"(A='a"b')", R"({"A":"a\"b"})"},
        Row{R"(A="a\"b")", R"({"A":"a\"b"})"}, Row{R"(A='a\'b')", R"({"A":"a'b"})"},
        Row{R"(A="a\nb")", R"({"A":"a\nb"})"}, Row{R"(A='a\nb')", R"({"A":"a\\nb"})"},
        Row{R"(A=a\nb)", R"({"A":"a\\nb"})"}, Row{R"(A="a\tb")", R"({"A":"a\tb"})"},
        Row{R"(A="a\rb")", R"({"A":"a\rb"})"}, Row{R"(A="a\\nb")", R"({"A":"a\\nb"})"},
        Row{R"(A="a\\b")", R"({"A":"a\\b"})"}, Row{R"(A='a\\b')", R"({"A":"a\\\\b"})"},
        Row{R"(A="a\qb")", R"({"A":"a\\qb"})"}, Row{R"(A="a\$b")", R"({"A":"a$b"})"},
        Row{R"(A="a\$SHELL")", R"({"A":"a$SHELL"})"}, Row{R"(A=a\$SHELL)", R"({"A":"a\\sh"})"},
        Row{"A=\"one\ntwo\"", R"({"A":"one\ntwo"})"}, Row{"A='one\ntwo'", R"({"A":"one\ntwo"})"},
        Row{"A=\"one\n\ntwo\"\nB=1", R"({"A":"one\n\ntwo","B":"1"})"},
        Row{"A=\"one\r\ntwo\"", R"({"A":"one\r\ntwo"})"},
        Row{"A=\"one\n# two\"", R"({"A":"one\n# two"})"}, Row{R"(A="one)", nullptr},
        Row{"A='one", nullptr}, Row{"A=\"one\nB=2", nullptr}, Row{R"(A="a\")", nullptr},
        Row{"A=$SHELL", R"({"A":"sh"})"}, Row{"A=${SHELL}", R"({"A":"sh"})"},
        Row{R"(A="$SHELL")", R"({"A":"sh"})"}, Row{R"(A="${SHELL}")", R"({"A":"sh"})"},
        Row{"A='$SHELL'", R"({"A":"$SHELL"})"}, Row{"A=$SHELL-x", R"({"A":"sh-x"})"},
        Row{"A=$$SHELL", R"({"A":"$SHELL"})"}, Row{R"(A="$$SHELL")", R"({"A":"$SHELL"})"},
        Row{"A='$$SHELL'", R"({"A":"$$SHELL"})"}, Row{"A=1\nB=$A", R"({"A":"1","B":"1"})"},
        Row{"A=1\nB=${A}2", R"({"A":"1","B":"12"})"}, Row{"B=$A\nA=1", R"({"A":"1","B":""})"},
        Row{"A=${NO}", R"({"A":""})"}, Row{"A=${NO:-d}", R"({"A":"d"})"},
        Row{"A=${NO-d}", R"({"A":"d"})"}, Row{R"(A="${NO:-d e}")", R"({"A":"d e"})"},
        Row{"A=${NO:-d e}", R"({"A":"d e"})"}, Row{"A=${SHELL:+r}", R"({"A":"r"})"},
        Row{"A=${NO:+r}", R"({"A":""})"}, Row{"A=${NO:?msg}", nullptr},
        Row{"A=${SHELL:?msg}", R"({"A":"sh"})"}, Row{"A=${NO", nullptr}, Row{"A=${}", nullptr},
        Row{"A=$", R"({"A":"$"})"}, Row{"A=a$", R"({"A":"a$"})"}, Row{"A=$1", R"({"A":"$1"})"},
        Row{"A=${NO:-${SHELL}}", R"({"A":"sh"})"},
        Row{"SHELL=file\nA=$SHELL", R"({"A":"sh","SHELL":"file"})"},
        Row{"A=1\nA=2", R"({"A":"2"})"}, Row{"A=1\nA=2\nB=$A", R"({"A":"2","B":"2"})"},
        Row{"A.B=1", R"({"A.B":"1"})"}, Row{"A-B=1", R"({"A-B":"1"})"},
        Row{"A[0]=1", R"({"A[0]":"1"})"}, Row{"A B=1", nullptr}, Row{"1A=1", R"({"1A":"1"})"},
        Row{"_A=1", R"({"_A":"1"})"}, Row{"=1", R"({"":"1"})"}, Row{"A%=1", nullptr},
        Row{"ä=1", R"({"ä":"1"})"}, Row{"A=ä", R"({"A":"ä"})"}, Row{"A*=1", nullptr},
        Row{"A/B=1", nullptr}, Row{"A=`x`", R"({"A":"`x`"})"}, Row{"A=$(x)", R"~({"A":"$(x)"})~"},
        Row{R"(A={"a": 1})", R"({"A":"{\"a\": 1}"})"}, Row{"A=[1, 2]", R"({"A":"[1, 2]"})"},
        Row{R"(A=a\)", R"({"A":"a\\"})"}, Row{R"(A=\)", R"({"A":"\\"})"},
        Row{R"(A="\\")", R"({"A":"\\"})"}, Row{"A=true", R"({"A":"true"})"},
        Row{"A=010", R"({"A":"010"})"}, Row{"A=1e3", R"({"A":"1e3"})"}, Row{"A=~", R"({"A":"~"})"},
        Row{"A=null", R"({"A":"null"})"}, Row{"A=!x", R"({"A":"!x"})"},
        Row{"A=&x", R"({"A":"&x"})"}, Row{"A=a,b", R"({"A":"a,b"})"},
        Row{"A=a;b", R"({"A":"a;b"})"}, Row{"A=a\tb", R"({"A":"a\tb"})"},
        Row{"\tA=1", R"({"A":"1"})"}, Row{"A\t=1", R"({"A":"1"})"}, Row{"A=\t1", R"({"A":"1"})"},
        Row{"A=\"a\tb\"", R"({"A":"a\tb"})"}, Row{"export\tA=1", R"({"A":"1"})"},
        Row{"EXPORT A=1", nullptr}, Row{" # c\nA=1", R"({"A":"1"})"}, Row{"A=1 #", R"({"A":"1"})"},
        Row{R"(A="1"#x)", R"({"A":"1"})"}, Row{"A=a\n  B=b", R"({"A":"a","B":"b"})"},
        Row{"A=\"\n\"", R"({"A":"\n"})"}, Row{"A=' a '", R"({"A":" a "})"},
        Row{R"(A=" a ")", R"({"A":" a "})"}, Row{"A=<a>", R"({"A":"<a>"})"},
        Row{R"(A="a\fb")", R"({"A":"a\fb"})"}, Row{R"(A="\u0041")", R"({"A":"\\u0041"})"},
        Row{R"(A="\101")", R"({"A":"\\101"})"}, Row{"A=\"a\\\nb\"", R"({"A":"a\\\nb"})"}));

}  // namespace
}  // namespace devstack::load
