# Release programs hold the C++ libraries that they use. Loading and binding four shared ones takes a
# quarter of the time of a command that only reads a file (docs/performance.md); libc stays shared.
# devstack::fmt and devstack::yaml are what our own targets link.
add_library(devstack_fmt INTERFACE)
add_library(devstack_yaml INTERFACE)
add_library(devstack_static_cxx INTERFACE)
add_library(devstack::fmt ALIAS devstack_fmt)
add_library(devstack::yaml ALIAS devstack_yaml)

find_library(YAML_CPP_STATIC_LIBRARY libyaml-cpp.a)
if(CMAKE_BUILD_TYPE STREQUAL Release
   AND CMAKE_CXX_COMPILER_ID STREQUAL GNU
   AND NOT DEVSTACK_SANITIZE
   AND YAML_CPP_STATIC_LIBRARY
   AND fmt_VERSION VERSION_LESS 10)
  add_library(devstack_fmt_static STATIC ${PROJECT_SOURCE_DIR}/cmake/fmt_library.cpp)
  # Before the shared one, which --as-needed then leaves out.
  target_link_libraries(devstack_fmt INTERFACE devstack_fmt_static)
  target_link_libraries(devstack_yaml INTERFACE ${YAML_CPP_STATIC_LIBRARY})
  target_include_directories(
    devstack_yaml SYSTEM INTERFACE $<TARGET_PROPERTY:yaml-cpp::yaml-cpp,INTERFACE_INCLUDE_DIRECTORIES>)
  target_link_options(devstack_static_cxx INTERFACE -static-libstdc++ -static-libgcc)
else()
  target_link_libraries(devstack_yaml INTERFACE yaml-cpp::yaml-cpp)
endif()
target_link_libraries(devstack_fmt INTERFACE fmt::fmt)
