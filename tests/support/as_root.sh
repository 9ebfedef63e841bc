#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test that mounts a small disk. An ordinary user is root in a user namespace of the test's own; where the kernel allows
# none, the test runs as it is and skips what it cannot do.
[ "$(id -u)" = 0 ] || ! unshare -rm true 2> /dev/null || exec unshare -rm -- "$@"
exec "$@"
