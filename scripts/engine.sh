# Makes sure that a Docker Engine answers, and says which. Sourced.

engine_answers() { command -v docker >/dev/null && docker version >/dev/null 2>&1; }

engine_version() { docker version -f '{{.Server.Version}}'; }

ensure_engine() {
  # The docker command comes with the engine's package; images are made and looked at with it.
  command -v docker >/dev/null || install_packages "${engine_packages[@]}"
  if ! engine_answers; then
    [[ -z ${DOCKER_HOST:-} ]] || die "no engine answers at DOCKER_HOST=$DOCKER_HOST
  start that engine, or unset DOCKER_HOST to use this machine's own"
    refuse_without_permission
    start_engine
  fi
  note "engine $(engine_version) at ${DOCKER_HOST:-unix:///var/run/docker.sock}"
}

refuse_without_permission() {
  if [[ -S /var/run/docker.sock && ! -w /var/run/docker.sock ]]; then
    die "the user $(id -un) may not use /var/run/docker.sock
  sudo usermod -aG docker $(id -un), then log in again; or run this with sudo"
  fi
}

start_engine() {
  install_packages "${engine_packages[@]}"
  step "starting the Docker Engine"
  if [[ -d /run/systemd/system ]]; then
    as_root systemctl start docker || die "systemctl start docker failed: journalctl -u docker"
  else
    start_engine_by_hand
  fi
  wait_for_engine
}

# Without systemd, as inside a container. The engine chooses its storage driver itself: overlay
# where the file system allows it, else a slower one.
start_engine_by_hand() {
  engine_log=${TMPDIR:-/tmp}/devstack-dockerd.log
  leave_root_cgroup
  as_root rm -f /var/run/docker.pid
  as_root sh -c "setsid dockerd >'$engine_log' 2>&1 </dev/null &"
}

# Under cgroup v2 a group that has processes cannot give controllers to groups below it; the root
# of a container is such a group. (Only groups below the kernel's own root have a cgroup.type.)
leave_root_cgroup() {
  local root=/sys/fs/cgroup
  [[ -f $root/cgroup.type && -s $root/cgroup.procs && -w $root/cgroup.procs ]] || return 0
  mkdir -p "$root/init"
  local pid
  while read -r pid; do
    echo "$pid" >"$root/init/cgroup.procs" 2>/dev/null || true
  done <"$root/cgroup.procs"
  sed 's/[^ ]*/+&/g' "$root/cgroup.controllers" >"$root/cgroup.subtree_control" || true
}

wait_for_engine() {
  for _ in $(seq 120); do
    ! engine_answers || return 0
    sleep 0.5
  done
  [[ ! -f ${engine_log:-} ]] || tail -n 20 "$engine_log" >&2
  refuse_without_permission
  die "the engine did not answer within 60 seconds${engine_log:+; its log: $engine_log}"
}
