# devstack_add_module(NAME SOURCES … [PUBLIC …] [PRIVATE …]): one static library for one layer.
# Every file is listed: what is built can be read in one place.
function(devstack_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;PUBLIC;PRIVATE")
  add_library(devstack_${name} STATIC ${ARG_SOURCES})
  add_library(devstack::${name} ALIAS devstack_${name})
  target_include_directories(
    devstack_${name}
    PUBLIC ${PROJECT_SOURCE_DIR}/include
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(
    devstack_${name}
    PUBLIC ${ARG_PUBLIC}
    PRIVATE ${ARG_PRIVATE} devstack_flags)
endfunction()

# devstack_add_unit_tests(LAYER SOURCES … LIBS …): the unit tests of one layer as one program.
function(devstack_add_unit_tests layer)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;LIBS")
  add_executable(${layer}_tests ${ARG_SOURCES})
  target_include_directories(${layer}_tests PRIVATE ${PROJECT_SOURCE_DIR}/src
                                                    ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(
    ${layer}_tests PRIVATE DEVSTACK_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
                           DEVSTACK_TEST_GOLDEN="${PROJECT_SOURCE_DIR}/tests/golden")
  target_link_libraries(${layer}_tests PRIVATE ${ARG_LIBS} GTest::gmock GTest::gtest_main
                                               devstack_flags)
  # GoogleTest is a third of what Clang reads, and sanitized tests are built from nothing often.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_precompile_headers(${layer}_tests PRIVATE <gtest/gtest.h> <gmock/gmock.h>)
    target_compile_options(${layer}_tests PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
  # The whole program at once: under a sanitizer, to start it for each test takes longer than the
  # tests. The deadline is for what hangs.
  add_test(NAME unit_${layer} COMMAND ${layer}_tests --gtest_brief=1)
  set_tests_properties(unit_${layer} PROPERTIES TIMEOUT 900 LABELS unit)
endfunction()
