# Third-party libraries. Each is used behind one file of ours (see docs/architecture.md).
# libyaml 0.2; the archive where it is installed: one library less to load at each start.
find_library(YAML_LIBRARY NAMES libyaml.a yaml REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Boost 1.81 REQUIRED)  # headers only: Asio, Beast, Process
find_package(Threads REQUIRED)
find_package(LibArchive REQUIRED)
# Only the tar writer is used: from the static library, and none of the compression libraries that
# the shared one would load at every start. The linker drops the sections of all other formats, and
# with them what they need.
add_library(devstack_archive INTERFACE)
find_library(ARCHIVE_STATIC_LIBRARY libarchive.a)
target_include_directories(devstack_archive INTERFACE ${LibArchive_INCLUDE_DIRS})
target_link_libraries(
  devstack_archive
  INTERFACE $<IF:$<BOOL:${ARCHIVE_STATIC_LIBRARY}>,${ARCHIVE_STATIC_LIBRARY},LibArchive::LibArchive>
            -Wl,--gc-sections)
# Backups are compressed where zlib's archive is there; a shared one would be loaded at each start.
find_library(ZLIB_STATIC_LIBRARY libz.a)
if(ARCHIVE_STATIC_LIBRARY AND ZLIB_STATIC_LIBRARY)
  target_link_libraries(devstack_archive INTERFACE ${ZLIB_STATIC_LIBRARY})
  target_compile_definitions(devstack_archive INTERFACE DEVSTACK_TAR_GZIP)
endif()
# SHA-256 of libmd; the archive where it is installed: one library less to load at each start.
find_library(MD_LIBRARY NAMES libmd.a md REQUIRED)
