# Release programs hold the C++ libraries that they use. Loading and binding four shared ones takes a
# quarter of the time of a command that only reads a file (docs/performance.md); libc stays shared.
# devstack::fmt is what our own targets link.
add_library(devstack_fmt INTERFACE)
add_library(devstack_static_cxx INTERFACE)
add_library(devstack::fmt ALIAS devstack_fmt)

if(CMAKE_BUILD_TYPE STREQUAL Release
   AND CMAKE_CXX_COMPILER_ID STREQUAL GNU
   AND NOT DEVSTACK_SANITIZE
   AND fmt_VERSION VERSION_LESS 10)
  add_library(devstack_fmt_static STATIC ${PROJECT_SOURCE_DIR}/cmake/fmt_library.cpp)
  # Before the shared one, which --as-needed then leaves out.
  target_link_libraries(devstack_fmt INTERFACE devstack_fmt_static)
  target_link_options(devstack_static_cxx INTERFACE -static-libstdc++ -static-libgcc)
endif()
target_link_libraries(devstack_fmt INTERFACE fmt::fmt)
