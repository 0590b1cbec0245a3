# Runs the test suites, adds up what passed and failed, and says what was left out. Sourced.

passed=0
failed=0
summary=()
shared=../shared

run_suites() { # quick | full
  local started=$SECONDS
  prepare "$1"
  start_aside unit_under_asan
  suite "format" suite_format
  suite "house" suite_ctest release -L house
  engine_suites release
  [[ $1 == full ]] || suite "faults (release, a selection)" suite_faults
  differential_suites
  suite "unit (asan)" await_aside
  [[ $1 != full ]] || full_suites
  report $((SECONDS - started))
}

prepare() { # quick | full
  rm -f build/test-engine
  install_packages "${build_packages[@]}" "${test_packages[@]}"
  [[ $1 != full ]] || install_packages "${full_test_packages[@]}"
  build_for_engine release
  try "engine" choose_test_engine
  try "test images" make_test_images
}

unit_under_asan() {
  build_with_tests asan
  suite_unit asan
}

full_suites() {
  try "build (release)" build_with_tests release
  suite "unit (release)" suite_unit release
  try "build (tsan)" build_with_tests tsan
  suite "unit (tsan)" suite_unit tsan
  suite "clang-tidy" suite_tidy
  suite "fuzz (60 s each)" suite_fuzz
  suite "faults (release, at every call)" suite_faults --full
  engine_suites asan
  engine_suites tsan
  [[ ! -x $shared/lab/peers ]] || suite "differential (recreation, live)" suite_recreation
  podman_engine
  second_engine
}

# Contract and fault cases are ctest's, by label; the end-to-end cases drive the built program.
engine_suites() { # PRESET
  local labelled
  labelled=$(ctest --preset "$1" -L 'contract|fault' -N 2>/dev/null |
    sed -n 's/^Total Tests: //p')
  if ((${labelled:-0} > 0)); then
    suite "contract and fault ($1)" suite_ctest "$1" -L 'contract|fault'
  else
    left_out "contract and fault ($1)" "this tree has none"
  fi
  suite "end to end ($1, engine $(engine_version 2>/dev/null || echo none))" suite_e2e "$1"
  suite "scenarios ($1)" suite_scenarios "$1"
}

# try NAME COMMAND…: a preparation whose failure is counted, and does not end the others.
try() {
  # In a condition `set -e` would be off inside the command: a subshell keeps it.
  set +e
  (set -e; "${@:2}")
  local status=$?
  set -e
  ((status == 0)) || record "$1" 0 1
  load_test_engine
}

# suite NAME COMMAND…: the command leaves its counts in $counts as "PASSED FAILED [LEFT-OUT]".
suite() {
  step "$1"
  counts=$(mktemp)
  set +e
  (set -e; "${@:2}")
  local status=$? good=0 bad=0 out=0
  set -e
  read -r good bad out <"$counts" || true
  rm -f "$counts"
  # A suite that ended badly without a failed case could not run.
  ((status == 0 || ${bad:-0} > 0)) || bad=1
  ((status != 0 || ${good:-0} + ${bad:-0} > 0)) || bad=1
  record "$1" "${good:-0}" "${bad:-0}" "${out:-0}"
}

# start_aside COMMAND…: what takes the processor runs beside suites that mostly wait for an engine,
# and gives way to them; `suite NAME await_aside` reports it. One at a time.
start_aside() {
  aside=$(mktemp -d)
  (
    renice -n 19 "$BASHPID" >/dev/null
    counts=$aside/counts
    "$@"
  ) >"$aside/log" 2>&1 &
  aside_process=$!
}

await_aside() {
  tail --pid="$aside_process" -f /dev/null
  if [[ -s $aside/counts ]]; then cp "$aside/counts" "$counts"; fi
  # Without counts it ended before its tests did: its build, most likely.
  [[ $(cut -d ' ' -f 2 "$counts") == 0 ]] || {
    tail -n 80 "$aside/log"
    return 1
  }
  rm -rf "$aside"
}

record() { # NAME PASSED FAILED [LEFT-OUT]
  local line
  passed=$((passed + $2))
  failed=$((failed + $3))
  line=$(printf '%-44s %5d passed %4d failed' "$1" "$2" "$3")
  ((${4:-0} == 0)) || line+=" $4 left out, see above"
  summary+=("$line")
}

left_out() { # NAME WHY
  summary+=("$(printf '%-44s left out: %s' "$1" "$2")")
}

report() { # SECONDS
  step "results after $(($1 / 60)) min $(($1 % 60)) s"
  printf '%s\n' "${summary[@]}"
  echo "$passed passed, $failed failed"
  ((failed == 0))
}

suite_format() {
  local files
  mapfile -t files < <(find include src tests -name '*.?pp' -not -path '*/data/*')
  if clang-format-16 --dry-run --Werror "${files[@]}"; then echo "1 0"; else echo "0 1"; fi >"$counts"
}

suite_ctest() { # PRESET ARGUMENT…
  local log status=0
  log=$(mktemp)
  ctest --preset "$1" -j "$(nproc)" "${@:2}" >"$log" 2>&1 || status=$?
  ((status == 0)) || grep -v ' Passed ' "$log" | tail -n 80
  # "97% tests passed, 3 tests failed out of 100"
  sed -n 's/.*tests passed, \([0-9]*\) tests* failed out of \([0-9]*\)/\1 \2/p' "$log" |
    awk '{print $2 - $1, $1}' >"$counts"
  rm -f "$log"
  return "$status"
}

# One program for each layer, whose own counts are added up.
suite_unit() { # PRESET
  local log status=0
  log=$(mktemp)
  ctest --preset "$1" -j "$(nproc)" -L unit --verbose >"$log" 2>&1 || status=$?
  ((status == 0)) || tail -n 200 "$log"
  awk '/\[  PASSED  \] [0-9]+ tests?\./ { passed += $(NF - 1) }
       /\[  FAILED  \] [0-9]+ tests?, listed below/ { failed += $(NF - 3) }
       END { print passed + 0, failed + 0 }' "$log" >"$counts"
  rm -f "$log"
  return "$status"
}

suite_e2e() { # PRESET [FILE [COMMAND THAT RUNS IT…]]
  local log status=0
  log=$(mktemp)
  DEVSTACK=$PWD/build/$1/bin/devstack "${@:3}" python3 tests/e2e/run.py --jobs "$(nproc)" \
    --file "${2:-}" 2>&1 | tee "$log" || status=$?
  local out
  out=$(grep -c '^left out: ' "$log" || true)
  sed -n "s/^\([0-9]*\) passed, \([0-9]*\) failed\$/\1 \2 $out/p" "$log" | tail -n 1 >"$counts"
  rm -f "$log"
  return "$status"
}

suite_scenarios() { # PRESET
  local log status=0
  log=$(mktemp)
  DEVSTACK=$PWD/build/$1/bin/devstack python3 tests/scenarios/run.py --jobs $(($(nproc) * 2)) 2>&1 |
    tee "$log" || status=$?
  sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1 >"$counts"
  rm -f "$log"
  return "$status"
}

suite_faults() { # [--full]
  local log status=0
  log=$(mktemp)
  DEVSTACK=$PWD/build/release/bin/devstack python3 tests/fault/run.py --jobs $(($(nproc) * 2)) "$@" 2>&1 |
    tee "$log" || status=$?
  sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1 >"$counts"
  rm -f "$log"
  return "$status"
}

suite_tidy() {
  local files
  mapfile -t files < <(find src -name '*.cpp')
  if printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy-16 -p build/release --quiet; then
    echo "1 0"
  else
    echo "0 1"
  fi >"$counts"
}

suite_fuzz() {
  local log status=0
  log=$(mktemp)
  tests/fuzz/run.sh 60 2>&1 | tee "$log" || status=$?
  echo "$(grep -c ': clean, ' "$log" || true) $(grep -c ': FAILED after ' "$log" || true)" >"$counts"
  rm -f "$log"
  return "$status"
}

# Against Docker Compose's answers for real projects, and against Compose itself in the modes that
# stacks and labels depend on.
differential_suites() {
  if [[ ! -x $shared/corpus/diff.py ]]; then
    left_out "differential against Docker Compose" "its corpus is not on this machine"
    return 0
  fi
  suite "differential (config, recorded answers)" suite_corpus
  suite "differential (YAML and hashes, live)" suite_corpus_modes
}

# Cases where Compose is at fault stand in docs/compatibility.md.
corpus_faults='in-loader-loader-x-service'

suite_corpus() {
  local log
  log=$(mktemp)
  "$shared/corpus/diff.py" "$PWD/build/release/bin/devstack {flags} config --format json" \
    "$shared/corpus/MANIFEST.tsv" --all --failures >"$log" 2>&1 || true
  grep '^FAIL' "$log" || true
  local equal unexplained
  equal=$(sed -n 's/^pass \([0-9]*\) of .*/\1/p' "$log")
  unexplained=$(grep '^FAIL' "$log" | grep -cvE "^FAIL ($corpus_faults)( |\$)" || true)
  echo "$equal $unexplained" >"$counts"
  rm -f "$log"
  [[ -n $equal ]] && ((unexplained == 0))
}

suite_corpus_modes() {
  local mode good=0 bad=0 compose
  compose=$("$shared/lab/peers")/compose
  for mode in hash yaml; do
    if python3 tests/differential/corpus_modes.py "$mode" --corpus "$shared/corpus" \
      --devstack build/release/bin/devstack --oracle "$compose" --rate 98 --lines 4; then
      good=$((good + 1))
    else
      bad=$((bad + 1))
    fi
  done
  echo "$good $bad" >"$counts"
  ((bad == 0))
}

suite_recreation() {
  local log status=0
  log=$(mktemp)
  python3 tests/differential/recreate_fuzz.py --devstack build/release/bin/devstack \
    --oracle "$("$shared/lab/peers")/compose" 2>&1 | tee "$log" || status=$?
  sed -n 's/^recreate: \([0-9]*\) agree, \([0-9]*\) differ$/\1 \2/p' "$log" >"$counts"
  rm -f "$log"
  return "$status"
}

# DOCKER_HOST, else the engine that runs on this machine, else the lab's where the lab is there (two
# engines at once would quarrel over one bridge), else this machine's, started.
choose_test_engine() {
  if [[ -z ${DOCKER_HOST:-} && -x $shared/lab/engine ]] && ((EUID == 0)) && ! engine_answers; then
    step "starting the lab's engine 28"
    DOCKER_HOST=$("$shared/lab/engine" start 28)
    export DOCKER_HOST
  fi
  ensure_engine
  printf '%s' "${DOCKER_HOST:-}" >build/test-engine
}

# What choose_test_engine found, in a subshell, for the suites that follow.
load_test_engine() {
  [[ -s build/test-engine ]] || return 0
  DOCKER_HOST=$(<build/test-engine)
  export DOCKER_HOST
}

make_test_images() {
  step "test images"
  make_images
  [[ ! -x $shared/lab/images ]] || make_lab_images
}

# The base image comes first: made in the midst of the first that stands on it, it leaves that one
# its own settings.
make_lab_images() {
  as_root_here env TMPDIR=/var/tmp "$shared/lab/images" debian busybox postgres redis python
}

second_engine() {
  if [[ ! -x $shared/lab/engine ]] || ((EUID != 0)); then
    left_out "end to end on engine 20" "the lab is not on this machine"
    return 0
  fi
  "$shared/lab/engine" stop 28
  DOCKER_HOST=$("$shared/lab/engine" start 20)
  export DOCKER_HOST
  try "test images (engine 20)" make_test_images
  suite "end to end (engine 20)" suite_e2e release
  suite "scenarios (engine 20)" suite_scenarios release
}

# Podman's service has a network namespace of its own and does not meddle with the other engines.
podman_engine() {
  if ((EUID != 0)); then
    left_out "Podman" "its service for the tests needs root"
    return 0
  fi
  install_packages "${podman_packages[@]}"
  try "podman" tests/engines/podman start
  try "test images (podman)" tests/engines/podman run tests/images/make busybox postgres redis
  suite "contract (podman)" suite_contract_podman
  suite "lifecycle (podman)" suite_e2e release test_lifecycle tests/engines/podman run
  suite "networks (podman)" suite_e2e release test_networks tests/engines/podman run
  tests/engines/podman stop
}

suite_contract_podman() {
  local log status=0
  log=$(mktemp)
  tests/engines/podman run build/release/bin/contract_tests >"$log" 2>&1 || status=$?
  grep -A 12 'Failure$' "$log" | head -n 200 || true
  awk '/tests from .* ran/ {all = $2} /^\[  PASSED  \]/ {good = $4} END {print good + 0, all - good}' \
    "$log" >"$counts"
  rm -f "$log"
  return "$status"
}
