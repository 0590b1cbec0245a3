#!/bin/sh
# Serves the embedding model, BAAI/bge-large-en-v1.5, on PORT.
set -eu
. "$(dirname "$0")/common.sh"
serve BAAI/bge-large-en-v1.5 --served-model-name bge-large-en-v1.5
