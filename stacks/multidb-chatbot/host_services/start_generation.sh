#!/bin/sh
# Serves the language model, Qwen/Qwen2.5-7B-Instruct, on PORT.
set -eu
. "$(dirname "$0")/common.sh"
serve Qwen/Qwen2.5-7B-Instruct --served-model-name qwen2.5-7b
