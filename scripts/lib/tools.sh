# shellcheck shell=bash
# Sourced after environment.sh by scripts/test: what tests need besides Python, from Debian and from npm.

declare -A package=([chromium]="chromium fonts-liberation" [chromium-headless-shell]="chromium-headless-shell fonts-liberation" [node]=nodejs)

# What the tests of whole sites and of pages need besides Python.
others() {
    browser
    tools git strace newsboat sfeed calcurse
    npm_packages
}

# tools COMMAND...: installs what has the commands that are missing.
tools() {
    local tool packages=()
    for tool; do
        # shellcheck disable=SC2206 # several packages are several words
        command -v "$tool" >/dev/null || packages+=(${package[$tool]-$tool})
    done
    if ((${#packages[@]})); then _apt "${packages[@]}"; fi
}

# The browser without windows, which takes a third less work, where it can be had; Chromium as a whole elsewhere.
browser() {
    local light=chromium-headless-shell
    command -v "$light" >/dev/null && return
    if _installs; then
        command -v chromium >/dev/null || _lists
        if apt-cache show "$light" >/dev/null 2>&1; then (tools "$light") && return; fi
    fi
    tools chromium
}

apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300)
if [[ $EUID != 0 ]]; then apt=(sudo -n "${apt[@]}"); fi

_installs() { "${apt[@]}" --version >/dev/null 2>&1; }
_lists() { quietly "${apt[@]}" update; }

_apt() {
    _installs || stop 1 "The tests need $* and cannot install them here. As root: apt-get install $*"
    say "Installing $* ..."
    _lists
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
