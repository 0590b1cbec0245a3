# Compiler and linker flags that all of our own targets share, as an interface target.
option(DEVSTACK_WERROR "Treat warnings as errors" OFF)
option(DEVSTACK_FUZZ "Build the fuzz targets (needs Clang; see tests/fuzz/run.sh)" OFF)
set(DEVSTACK_SANITIZE "" CACHE STRING "Sanitizers, for instance address,undefined or thread")

add_library(devstack_flags INTERFACE)
target_compile_options(
  devstack_flags
  INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2
    # False positives of GCC 12 on string concatenation (GCC 105329, 105651).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
    $<$<BOOL:${DEVSTACK_WERROR}>:-Werror>)
target_compile_definitions(
  devstack_flags INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0
                           $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

if(DEVSTACK_FUZZ)
  target_compile_options(devstack_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(DEVSTACK_SANITIZE)
  target_compile_options(devstack_flags INTERFACE -fsanitize=${DEVSTACK_SANITIZE}
                                                  -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(devstack_flags INTERFACE -fsanitize=${DEVSTACK_SANITIZE})
  if(DEVSTACK_SANITIZE MATCHES thread)
    # GCC's thread sanitizer knows no fences; Asio can do without.
    target_compile_definitions(devstack_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
else()
  # Hardening: position independent, full RELRO, fortified libc calls, stack protector.
  target_compile_options(devstack_flags INTERFACE -fstack-protector-strong
                                                  $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
  target_link_options(devstack_flags INTERFACE -pie -Wl,-z,relro,-z,now -Wl,--as-needed)
endif()
