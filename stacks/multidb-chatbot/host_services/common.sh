# shellcheck shell=sh
# For the scripts beside it: where Hugging Face keeps models, and whether a model is there.
hub=${HF_HOME:-$HOME/.cache/huggingface}/hub

folder_of() { # MODEL
  printf '%s/models--%s' "$hub" "$(printf %s "$1" | sed 's,/,--,')"
}

present() { # MODEL
  [ -n "$(find "$(folder_of "$1")/snapshots" -name '*.safetensors' 2>/dev/null | head -n 1)" ]
}

# Gets the weights of MODEL, or says what is missing and where it belongs.
setup() { # MODEL SIZE_IN_MB SIZE
  if present "$1"; then
    echo "$1 is here: $(folder_of "$1")"
    return 0
  fi
  mkdir -p "$hub"
  free=$(df -Pm "$hub" | awk 'NR == 2 {print $4}')
  if [ "$free" -lt "$2" ]; then
    echo "$1 needs $3 in $hub, which has $free MB free" >&2
    return 1
  fi
  if [ -n "${HF_INSTALL:-}" ]; then # in a container: nothing is installed on the host
    pip install --quiet --retries 1 huggingface_hub || true
  fi
  if command -v hf >/dev/null && hf download "$1"; then
    echo "$1 is here: $(folder_of "$1")"
    return 0
  fi
  echo "$1 ($3) is missing in $(folder_of "$1")" >&2
  echo "get it with: pip install huggingface_hub && hf download $1" >&2
  return 1
}

# Serves MODEL with vLLM on PORT. Containers reach it at host.docker.internal, so on every address.
serve() { # MODEL [OPTION…]
  if ! command -v vllm >/dev/null; then
    echo "vllm is not installed (pip install vllm); or set another command in .env" >&2
    exit 127
  fi
  case ${DEVICE:-auto} in
    auto) ;;
    *) export VLLM_TARGET_DEVICE="$DEVICE" ;;
  esac
  exec vllm serve "$@" --host 0.0.0.0 --port "$PORT"
}
