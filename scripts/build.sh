# Configures and builds. Sourced.

# build_program PRESET: the program and its mock, for use. Needs no test library; leaves the
# configuration of a folder that is there already as it is.
build_program() {
  step "building $1"
  [[ -f build/$1/build.ninja ]] || configure "$1" OFF
  cmake --build --preset "$1" --target devstack devstack-mock
}

# build_for_engine PRESET: the program, and what tests it on an engine. Unit tests run under the
# sanitizers; compiled once, they cost a fresh machine half as much.
build_for_engine() {
  step "building $1"
  configure "$1" ON
  cmake --build --preset "$1" --target devstack devstack-mock contract_tests
}

# build_with_tests PRESET: everything.
build_with_tests() {
  step "building $1 with tests"
  configure "$1" ON
  cmake --build --preset "$1"
}

configure() { # PRESET ON|OFF
  local log
  log=$(mktemp)
  if ! cmake --preset "$1" -DBUILD_TESTING="$2" >"$log" 2>&1; then
    cat "$log" >&2
    die "cmake --preset $1 failed"
  fi
  rm -f "$log"
}
