#!/bin/sh
# Serves another language model, Llama 3.1 8B, on PORT.
set -eu
. "$(dirname "$0")/common.sh"
serve meta-llama/Llama-3.1-8B-Instruct --served-model-name llama
