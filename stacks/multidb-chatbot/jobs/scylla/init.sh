#!/bin/bash
# The keyspace SCYLLA_KEYSPACE on three replicas, and the tables of tables.cql in it. Safe to run
# again: what is there stays.
set -euo pipefail
cqlsh scylla 9042 -e "CREATE KEYSPACE IF NOT EXISTS $SCYLLA_KEYSPACE WITH replication =
  {'class': 'NetworkTopologyStrategy', 'replication_factor': 3}"
cqlsh scylla 9042 -k "$SCYLLA_KEYSPACE" -f /jobs/scylla/tables.cql
echo "keyspace $SCYLLA_KEYSPACE: ready"
