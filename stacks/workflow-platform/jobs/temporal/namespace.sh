#!/bin/sh
# The namespace TEMPORAL_NAMESPACE. Safe to run again.
set -eu
if temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  echo "namespace $TEMPORAL_NAMESPACE: there"
else
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention 72h
fi
