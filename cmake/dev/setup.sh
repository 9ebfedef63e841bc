# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./dev: words on the terminal, what must be installed, and how a tree is configured and compiled.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-8G}
export CTEST_OUTPUT_ON_FAILURE=1
# A bare machine has no locale: names of files are UTF-8 all the same, and ccache knows a compilation by its locale, too.
export LANG=${LANG:-C.UTF-8}

if [ -t 1 ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); else bold= plain=; fi
started=$SECONDS
step() { printf '%s== %s (%d s)%s\n' "$bold" "$*" $((SECONDS - started)) "$plain"; }
say() { printf '   %s\n' "$*"; }
fail() { printf './dev: %s\n' "$*" >&2; exit 1; }
trap 'code=$?; [ $code -eq 0 ] || printf "./dev: stopped at: %s (exit %d)\n" "$BASH_COMMAND" "$code" >&2' ERR

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; return; fi
    command -v sudo > /dev/null || fail "packages are missing and this is neither root nor has it sudo: $*"
    sudo "$@"
}

setup() {
    local missing=() package
    step "set up"
    command -v dpkg-query > /dev/null || fail "this needs Debian (12, or a relative of it) to install from; build by hand with cmake --preset release"
    while read -r package; do
        case $package in '' | '#'*) continue ;; esac
        # Node often comes from elsewhere than Debian, and then Debian's npm does not fit beside it.
        [ "$package" != npm ] || ! command -v npm > /dev/null || continue
        [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2> /dev/null)" = "ii " ] || missing+=("$package")
    done < cmake/debian-packages
    if [ ${#missing[@]} -gt 0 ]; then
        say "installing ${missing[*]}"
        as_root apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
    fi
    say "Debian packages: all there"
    cmake/fetch-packages "${HEADRACE_PACKAGES:-${XDG_CACHE_HOME:-$HOME/.cache}/headrace-packages}" > /dev/null
    say "DuckDB and example data: all there"
}

# Configures a preset unless it is configured with these very arguments already; ninja itself notices changed CMake files.
configure() { # preset [arguments]
    local tree=build/$1 wanted="$*"
    [ -f "$tree/build.ninja" ] && [ "$(cat "$tree/.configured" 2> /dev/null)" = "$wanted" ] && return
    mkdir -p build
    # Whole trees are built here, mostly from nothing: several files at once take a third of the time.
    cmake --preset "$@" -DHEADRACE_UNITY=ON > "build/$1.log" 2>&1 < /dev/null || { cat "build/$1.log" >&2; fail "cmake could not configure $1"; }
    printf '%s' "$wanted" > "$tree/.configured"
}

compile() { # preset [arguments]
    local tree=$1
    shift
    # A pipe gets ninja's progress line by line; one line in fifty says enough there.
    if [ -t 1 ]; then
        cmake --build "build/$tree" --parallel "$(nproc)" "$@"
    else
        NINJA_STATUS='[%f/%t %es] ' cmake --build "build/$tree" --parallel "$(nproc)" "$@" | awk '
            /^\[[0-9]+\/[0-9]+ / { if (++lines % 50 == 1) { print; fflush() } ; last = $0; next }
            { print; fflush() }
            END { print last }'
    fi
}
