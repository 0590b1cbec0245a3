# Words that the other parts of bootstrap.sh share. Sourced, not run.

step() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
die() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 1
}

# as_root COMMAND…: with sudo where the user is not root.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "needs root for: $* (become root, or install sudo)"
  fi
}

# as_root_here COMMAND…: the same, keeping the variables that choose the engine and the cache.
as_root_here() {
  as_root env HOME="$HOME" ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} \
    ${XDG_CACHE_HOME:+XDG_CACHE_HOME="$XDG_CACHE_HOME"} "$@"
}
