# The images that the quickstart runs: from a registry where one answers, else stand-ins. Sourced.

quickstart_images=(postgres:15-alpine redis:7-alpine)
registry_patience_seconds=8

have_image() { docker image inspect "$1" >/dev/null 2>&1; }

have_all() { # PREFIX: of the quickstart's images
  local image
  for image in "${quickstart_images[@]}"; do have_image "$1$image" || return 1; done
}

ensure_images() {
  have_all "" && return 0
  if ! have_all devstack/stand-in/; then
    step "looking for ${quickstart_images[*]}"
    if registry_answers; then
      note "a registry answers: devstack pulls the images"
      return 0
    fi
    note "no registry answers: making real servers from Debian's packages instead"
    make_images postgres redis
  fi
  note "STAND-INS: ${quickstart_images[*]} run from devstack/stand-in/…,"
  note "Debian's packages of the same servers, wherever their pull fails. devstack marks them ▲."
}

# A registry that is there names the image within seconds; one that is not may hold a pull for
# minutes. The pull itself is not waited for: devstack does it, and shows it.
registry_answers() {
  local log pid
  log=$(mktemp)
  docker pull "${quickstart_images[0]}" >"$log" 2>&1 &
  pid=$!
  for _ in $(seq $((registry_patience_seconds * 5))); do
    if grep -q 'Pulling from' "$log" || ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.2
  done
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  local answer=1
  ! grep -q 'Pulling from' "$log" || answer=0
  rm -f "$log"
  return "$answer"
}

make_images() { # NAME…; without: all, some of which come from npm
  install_packages "${image_packages[@]}"
  (($#)) || command -v npm >/dev/null || install_packages npm
  as_root_here tests/images/make "$@"
}
