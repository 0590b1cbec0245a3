#!/bin/sh
# Makes the buckets that are missing. Reads MC_HOST_local.
set -eu
for bucket in models datasets logs; do
  mc mb --ignore-existing "local/$bucket"
done
