# shellcheck shell=bash
# Sourced after environment.sh by scripts/test: what tests need besides Python, from Debian and from npm.

declare -A package=([chromium]="chromium fonts-liberation" [node]=nodejs)

# tools COMMAND...: installs what has the commands that are missing.
tools() {
    local tool packages=()
    for tool; do
        # shellcheck disable=SC2206 # several packages are several words
        command -v "$tool" >/dev/null || packages+=(${package[$tool]-$tool})
    done
    if ((${#packages[@]})); then _apt "${packages[@]}"; fi
}

_apt() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300)
    if [[ $EUID != 0 ]]; then apt=(sudo -n "${apt[@]}"); fi
    "${apt[@]}" --version >/dev/null 2>&1 || stop 1 "The tests need $* and cannot install them here. As root: apt-get install $*"
    say "Installing $* ..."
    quietly "${apt[@]}" update
    quietly "${apt[@]}" install --no-install-recommends "$@"
}

# What tests/npm locks, into tests/npm/node_modules, which git ignores. Some packages of Node bring npm, and refuse
# Debian's beside it: hence the second step.
npm_packages() {
    local folder=$root/tests/npm mark
    tools node
    tools npm
    mark=$(node --version | cat - "$folder/package-lock.json" | sha256sum)
    [[ $(cat "$folder/node_modules/.goodword-lock" 2>/dev/null) != "$mark" ]] || return 0
    say "Preparing tests/npm/node_modules (once, and again when its lock changes) ..."
    (cd -- "$folder" && quietly npm ci --ignore-scripts --no-audit --no-fund)
    printf '%s\n' "$mark" >"$folder/node_modules/.goodword-lock"
}
