#!/bin/sh
# clang-tidy over our C++ files, with the compile commands of a build folder.
#
#   tests/tidy.sh --all              every source of the build
#   tests/tidy.sh --changed BASE     only sources that differ from the commit BASE
#   tests/tidy.sh FILE…              just these
#
# BUILD_DIR (build/dev) must be configured; CLANG_TIDY (clang-tidy-16) and JOBS (2) may be set.
set -eu
cd "$(dirname "$0")/.."

build=${BUILD_DIR:-build/dev}
tidy=${CLANG_TIDY:-clang-tidy-16}

if [ ! -f "$build/compile_commands.json" ]; then
  echo "tidy.sh: $build/compile_commands.json is missing; run: cmake --preset dev -B $build" >&2
  exit 2
fi

case ${1:---all} in
  --all) files=$(find src tests -name '*.cpp' | sort) ;;
  --changed) files=$(git diff --name-only --diff-filter=d "${2:?--changed needs a commit}" -- \
    'src/*.cpp' 'tests/*.cpp') ;;
  *) files=$* ;;
esac

# Only what this build compiles: clang-tidy would guess flags for the rest.
listed=
for file in $files; do
  if grep -q "/$file\"" "$build/compile_commands.json"; then listed="$listed $file"; fi
done
if [ -z "$listed" ]; then
  echo "tidy.sh: nothing to check"
  exit 0
fi

# Options that only GCC knows must not become errors here.
# shellcheck disable=SC2086  # names of our files hold no blanks
printf '%s\n' $listed | xargs -n 1 -P "${JOBS:-2}" "$tidy" -p "$build" --quiet \
  --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-error
