#!/bin/bash
# Reaches the four database systems as the applications do and says which of them fails. PostgreSQL
# and Redis with their own commands; MongoDB and ScyllaDB with the first message of their protocols
# (the job mongo-indexes has logged in to MongoDB before). A mock of a database is told by its
# X-Devstack-Mock header, shown, and no failure.
set -uo pipefail
failed=0

report() { # SYSTEM RESULT
  echo "$1: $2"
}

fail() { # SYSTEM REASON
  report "$1" "FAILED: $2"
  failed=1
}

is_mock() { # HOST
  local line
  exec 4<>"/dev/tcp/$1/8080" || return 1
  printf 'GET /health HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" >&4
  while IFS= read -r -t 2 line <&4; do
    [[ ${line,,} != x-devstack-mock:* ]] || { exec 4>&-; return 0; }
  done
  exec 4>&-
  return 1
} 2>/dev/null

# Sends BYTES (as printf writes them) and prints the answer's first COUNT bytes as hex.
ask() { # HOST PORT BYTES COUNT
  timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "$2" >&3 && head -c "$3" <&3' "$@" \
    2>/dev/null | od -An -v -tx1 | tr -d ' \n'
}

check_postgres() {
  local answer
  if answer=$(psql -XAtqc "SELECT 'as ' || current_user || ' in ' || current_database()" 2>&1); then
    report postgres "ok $answer"
  else
    fail postgres "$answer"
  fi
}

check_redis() {
  local answer
  answer=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "SELECT %s\r\n" "$2" >&3 &&
    IFS= read -r line <&3 && echo "$line"' "$REDIS_HOST" "$REDIS_PORT" "$REDIS_DB" 2>&1)
  if [[ $answer == +OK* ]]; then
    report redis "ok database $REDIS_DB"
  else
    fail redis "${answer:-no answer}"
  fi
}

# `hello` as an OP_MSG of the wire protocol; the answer's header has the operation 2013 (dd070000).
check_mongodb() {
  local hello='\x37\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\xdd\x07\x00\x00\x00\x00\x00\x00\x00'
  hello+='\x22\x00\x00\x00\x10hello\x00\x01\x00\x00\x00\x02$db\x00\x06\x00\x00\x00admin\x00\x00'
  if is_mock mongodb; then
    report mongodb "SKIPPED: a mock"
  elif [[ $(ask mongodb 27017 "$hello" 16) == ????????????????????????dd070000 ]]; then
    report mongodb "ok as $MONGO_USER in $MONGO_DB"
  else
    fail mongodb "no answer on mongodb:27017"
  fi
}

# OPTIONS of CQL's version 4; the answer is SUPPORTED (06).
check_scylla() {
  local node
  for node in scylla scylla-node2 scylla-node3; do
    if is_mock "$node"; then
      report "$node" "SKIPPED: a mock"
    elif [[ $(ask "$node" 9042 '\x04\x00\x00\x00\x05\x00\x00\x00\x00' 9) == 84????????* ]]; then
      report "$node" ok
    else
      fail "$node" "no answer on $node:9042"
    fi
  done
}

[[ ${ENABLE_POSTGRESQL:-true} == false ]] || check_postgres
check_redis
[[ ${ENABLE_MONGODB:-true} == false ]] || check_mongodb
check_scylla
exit $failed
