#!/usr/bin/env bash
# Builds the fuzz targets and runs them, one after the other, without network.
#
#   tests/fuzz/run.sh SECONDS [TARGET]...     targets: yaml load interpolation dotenv parsers
#
# Each begins with tests/fuzz/corpus/TARGET; what it finds besides is kept in $FUZZ_BUILD/corpus (build/fuzz). The last
# line of each target is its result. An input that fails is written to $FUZZ_BUILD/TARGET-*: repeat it with
# $FUZZ_BUILD/bin/fuzz_TARGET FILE, mend the code and keep the input as a unit test. FUZZ_MINIMIZE=1 afterwards merges
# what is new into tests/fuzz/corpus, small inputs only; FUZZ_LEDGER=1 writes what was run into tests/fuzz/ledger.tsv,
# which docs/reliability.md adds up.
#
# Needs the Debian packages clang-16 and libclang-rt-16-dev besides those of a build.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${FUZZ_BUILD:-$root/build/fuzz}
seconds=${1:?usage: tests/fuzz/run.sh SECONDS [TARGET]...}
shift
targets=("$@")
((${#targets[@]})) || targets=(yaml load interpolation dotenv parsers)

cmake -S "$root" --preset fuzz -B "$build" >/dev/null
nice ninja -C "$build" "${targets[@]/#/fuzz_}"

note() { # TARGET EXECUTIONS RESULT
  local wall processor
  [[ ${FUZZ_LEDGER:-} ]] || return 0
  read -r wall processor <"$build/$1.time"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(date -u +%F)" "$(git -C "$root" rev-parse --short HEAD)" \
    "$1" "$wall" "$processor" "$2" "$3" >>"$root/tests/fuzz/ledger.tsv"
}

failed=0
for target in "${targets[@]}"; do
  kept=$build/corpus/$target
  seeds=$root/tests/fuzz/corpus/$target
  log=$build/$target.log
  mkdir -p "$kept"
  status=0
  TIMEFORMAT='%0R %0U'
  { time nice -n 19 "$build/bin/fuzz_$target" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=1024 -max_len=4096 \
    -print_final_stats=1 -artifact_prefix="$build/$target-" "$kept" "$seeds" >"$log" 2>&1; } 2>"$build/$target.time" || status=$?
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  if ((status)); then
    failed=1
    grep -a -m1 -A5 -E 'oracle failed|ERROR: (Addr|libF)|runtime error|terminate called' "$log" || true
    printf '%s: FAILED after %s executions (%s)\n' "$target" "${executions:-?}" "$log"
    note "$target" "${executions:-0}" failed
    continue
  fi
  printf '%s: clean, %s executions in %s s\n' "$target" "$executions" "$seconds"
  note "$target" "$executions" clean
  if [[ ${FUZZ_MINIMIZE:-} ]]; then
    # As few as reach all that is reached; what earlier runs left has to earn its place anew.
    small=$build/corpus/$target.small
    rm -rf "$small" && mkdir -p "$small"
    find "$kept" -type f -size -2 -exec cp -t "$small" {} +
    find "$seeds" -type f -regextype egrep -regex '.*/[0-9a-f]{40}' -exec mv -t "$small" {} +
    "$build/bin/fuzz_$target" -set_cover_merge=1 -use_counters=0 -rss_limit_mb=1024 "$seeds" "$small" >>"$log" 2>&1
  fi
done
exit "$failed"
