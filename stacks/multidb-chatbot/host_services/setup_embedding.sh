#!/bin/sh
# Downloads the weights of the embedding model, BAAI/bge-large-en-v1.5, once.
set -eu
. "$(dirname "$0")/common.sh"
setup BAAI/bge-large-en-v1.5 2000 "1.5 GB"
