#!/bin/sh
# The buckets of the medallion layers and MLflow's. Safe to run again. Reads MC_HOST_storage.
set -eu
mc mb --ignore-existing storage/bronze storage/silver storage/gold storage/mlflow
