# shellcheck shell=bash
# Sourced by the scripts beside this folder: makes .venv hold what a lock names, and Goodword itself.

unset CDPATH PYTHONHOME PYTHONPATH
unset PYTHONDONTWRITEBYTECODE # without bytecode every command compiles Goodword anew, and a test run starts hundreds
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
venv=$root/.venv
stamp=$venv/.goodword-locks

say() { printf '%s\n' "$*" >&2; }

stop() {
    local status=$1
    shift
    say "$@"
    exit "$status"
}

# Runs a command and shows what it printed only where it fails.
quietly() {
    local log status
    log=$(mktemp)
    if "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        status=$?
        cat "$log" >&2
        rm -f "$log"
        stop 1 "Failed ($status): $*"
    fi
}

# environment running|developing. Nothing is compiled on the way: Python compiles a module where it is first imported, and
# of all that the locks bring, most never is.
environment() {
    local kind=$1 python digest
    python=$(_python) || exit 2
    exec 9<"$root"
    if command -v flock >/dev/null; then flock 9; fi
    digest=$(_digest "$python")
    case $(cat "$stamp" 2>/dev/null) in
        "$digest $kind" | "$digest developing") ;;
        *) _install "$kind" "$python" && printf '%s\n' "$digest $kind" >"$stamp" ;;
    esac
    exec 9<&-
}

# Most of an installation is waiting for one package after the other: three processes wait at a time.
_install() {
    local file=requirements.txt pip=("$venv/bin/python" -m pip install --no-compile) part job jobs=()
    if [[ $1 == developing ]]; then file="requirements-dev.txt"; fi
    say "Preparing .venv from $file (once, and again when it changes) ..."
    quietly "$2" -m venv --clear "$venv"
    quietly "${pip[@]}" --require-hashes -r "$root/requirements-install.txt"
    for part in 0 1 2; do
        _part "$part" "$root/$file" >"$venv/part-$part.txt"
        quietly "${pip[@]}" --require-hashes --no-deps --no-build-isolation -r "$venv/part-$part.txt" &
        jobs+=($!)
    done
    quietly "${pip[@]}" --no-deps --no-build-isolation -e "$root" &
    for job in "${jobs[@]}" $!; do wait "$job" || exit 1; done
    quietly "$venv/bin/python" -m pip check
}

# Every third package of a lock; what is indented belongs to the package above.
_part() {
    awk -v part="$1" '/^[A-Za-z0-9]/ { number++ } number && number % 3 == part' "$2"
}

# An environment cannot be moved, hence the folder; a new Python needs a new one.
_digest() {
    {
        printf '%s\n' "$root"
        "$1" -c 'import sys; print(sys.base_prefix, sys.version)'
        cat "$root"/requirements*.txt "$root/pyproject.toml"
    } | sha256sum | cut -d ' ' -f 1
}

_python() {
    local name package
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            package=$("$name" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
            "$name" -c 'import ensurepip, venv' 2>/dev/null ||
                stop 2 "$name makes no virtual environments here. On Debian: apt-get install $package"
            command -v "$name"
            return
        fi
    done
    stop 2 "Goodword needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"
}
