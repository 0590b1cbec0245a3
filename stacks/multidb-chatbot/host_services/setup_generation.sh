#!/bin/sh
# Downloads the weights of the language model, Qwen/Qwen2.5-7B-Instruct, once.
set -eu
. "$(dirname "$0")/common.sh"
setup Qwen/Qwen2.5-7B-Instruct 16000 "7 GB"
