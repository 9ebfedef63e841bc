# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operating system is asked for: who dies with whom, who is whose child, who goes first when memory runs out."""

import os
import signal
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def _prctl(option, value):
    try:
        import ctypes

        return ctypes.CDLL(None).prctl(option, value, 0, 0, 0) == 0
    except Exception:  # no ctypes, or no Linux: the process groups must do
        return False


def adopt_orphans():
    """Grandchildren whose parent ends become children of this process, so that they can be found and ended."""
    return _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with(parent):
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def volunteer_when_memory_is_short():
    """The step goes before the worker and before the user's other programs."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("700")
    except OSError:
        pass


def limit_memory(more):
    """At most `more` bytes beyond what is in use now."""
    import resource

    used = 0
    try:
        with open("/proc/self/status") as file:
            for line in file:
                if line.startswith("VmData:"):
                    used = int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))
    except (OSError, ValueError):
        pass


def descendants(root):
    children = {}
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    for name in names:
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, "rb") as file:
                parent = int(file.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        children.setdefault(parent, []).append(int(name))
    found, todo = [], [root]
    while todo:
        for pid in children.get(todo.pop(), ()):
            found.append(pid)
            todo.append(pid)
    return found


def signal_group(pid, number):
    try:
        os.killpg(pid, number)
    except OSError:
        pass


def end_descendants(patience=2.0):
    """Kills and reaps everything below this process, also what was started meanwhile. Gives how many were still running."""
    ended = set()
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        running = descendants(os.getpid())
        for pid in running:
            try:
                os.kill(pid, signal.SIGKILL)
                ended.add(pid)
            except OSError:
                pass
        reap()
        if not running:
            break
        time.sleep(0.002)
    return len(ended)


def reap():
    """Takes the exit states of all children that have ended: {pid: state}."""
    states = {}
    while True:
        try:
            pid, state = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return states
        if pid == 0:
            return states
        states[pid] = state
