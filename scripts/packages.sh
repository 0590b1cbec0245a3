# The Debian packages that are needed, and their installation when one is missing. Sourced.

build_packages=(
  ca-certificates g++ cmake ninja-build ccache
  libarchive-dev libboost1.81-dev libcli11-dev libfmt-dev libmd-dev libspdlog-dev libyaml-dev
  nlohmann-json3-dev
)
test_packages=(
  clang-16 clang-format-16 curl libclang-rt-16-dev libgmock-dev libgtest-dev llvm-16
  postgresql-client python3 python3-jsonschema python3-yaml
)
full_test_packages=(clang-tidy-16)
engine_packages=(docker.io iptables)
podman_packages=(podman netavark aardvark-dns runc iproute2 curl)
image_packages=(debootstrap)

missing_packages() { # PACKAGE…: prints those that are not installed
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == "install ok installed" ]] ||
      echo "$package"
  done
}

install_packages() { # PACKAGE…
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  step "installing ${missing[*]}"
  as_root apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}
