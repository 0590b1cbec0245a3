#!/usr/bin/env bash
# From a fresh clone to a running stack, or to tested code, on Debian 12 (root, or a user with sudo).
#
#   ./bootstrap.sh up            install what is missing, build, start stacks/quickstart
#   ./bootstrap.sh test          build and run every suite; ends with 'N passed, N failed'
#   ./bootstrap.sh test --full   also thread sanitizer, end-to-end under sanitizers, clang-tidy on
#                                everything, a second engine
#
# Each step looks first and does only what is missing: a second run is fast. DOCKER_HOST is honoured.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")"
for part in common packages engine images build suites; do
  # shellcheck source=/dev/null
  . "scripts/$part.sh"
done

command_up() {
  install_packages "${build_packages[@]}"
  ensure_engine
  build_program release
  ensure_images
  local devstack=build/release/bin/devstack
  step "devstack --stack quickstart up"
  "$devstack" --stack quickstart up
  step "devstack --stack quickstart health"
  "$devstack" --stack quickstart health
}

usage() {
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

case "$*" in
  up) command_up ;;
  test) run_suites quick ;;
  "test --full") run_suites full ;;
  *) usage ;;
esac
