# SPDX-License-Identifier: GPL-3.0-or-later
"""Stays warm between steps: imports what the scripts use once, and forks a fresh process for each step. Runs no user code itself."""

import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
import traceback
import warnings

from . import processes
from .messages import Channel

# Heavy packages that are known to bear being forked after import. Nothing else is imported before the fork.
WARMABLE = {"numpy", "pandas", "scipy", "sklearn"}
GRACE = 0.3  # seconds between SIGTERM and SIGKILL


class Server:
    def __init__(self, fd):
        self.channel = Channel(socket.socket(fileno=fd))
        self.step = None
        self.kill_at = None
        self.wake, wake_end = os.pipe()
        for end in (self.wake, wake_end):
            os.set_blocking(end, False)
        self.wake_end = wake_end
        signal.set_wakeup_fd(wake_end)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self):
        processes.adopt_orphans()
        self.channel.send({"event": "hello", "python": "%d.%d.%d" % sys.version_info[:3], "executable": sys.executable, "pid": os.getpid()})
        while True:
            timeout = None if self.kill_at is None else max(0.0, self.kill_at - time.monotonic())
            ready, _, _ = select.select([self.channel.sock, self.wake], [], [], timeout)
            if self.wake in ready:
                try:
                    os.read(self.wake, 4096)
                except BlockingIOError:
                    pass
            if self.kill_at is not None and time.monotonic() >= self.kill_at:
                self.kill_at = None
                self.kill_step()
            self.look_at_children()
            if self.channel.sock in ready and not self.obey():
                break
        # The worker is gone: nothing of the step may stay.
        processes.end_descendants()

    def obey(self):
        try:
            message, fds = self.channel.receive()
        except (OSError, ValueError):
            return False
        if message is None:
            return False
        if message.get("op") == "step":
            self.start(message, fds)
        elif message.get("op") == "cancel" and self.step is not None:
            processes.signal_group(self.step, signal.SIGTERM)
            processes.signal_group(self.step, signal.SIGCONT)  # a stopped step hears SIGTERM only when it goes on
            if self.kill_at is None:
                self.kill_at = time.monotonic() + GRACE
        return True

    def start(self, message, fds):
        self.warm_up(message)
        parent = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()
        pid = os.fork()
        if pid == 0:
            try:
                self.become_step(parent, message, fds)
            except BaseException:
                traceback.print_exc()  # a fault of this module, not of the script: into the step's log
                sys.stderr.flush()
            finally:
                os._exit(70)
        try:
            os.setpgid(pid, pid)
        except OSError:
            pass  # the child did so itself
        for fd in fds:
            os.close(fd)
        self.step = pid
        self.channel.send({"event": "started", "pid": pid})

    def become_step(self, parent, message, fds):
        os.setpgid(0, 0)
        processes.die_with(parent)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.channel.sock.close()
        os.close(self.wake)
        os.close(self.wake_end)
        step, out, err = fds
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.close(out)
        os.close(err)
        processes.volunteer_when_memory_is_short()
        from .step import run_step

        run_step(Channel(socket.socket(fileno=step)), message.get("memory", 0))

    def warm_up(self, message):
        workspace = message.get("workspace", "")
        for name in message.get("imports", ()):
            top = name.partition(".")[0]
            if top not in WARMABLE or name in sys.modules:
                continue
            # A file of the workspace that has the package's name comes first in the step, so nothing else may be there already.
            if os.path.exists(os.path.join(workspace, top + ".py")) or os.path.isdir(os.path.join(workspace, top)):
                continue
            try:
                importlib.import_module(name)
            except BaseException:
                pass  # the step meets the same failure, and reports it

    def kill_step(self):
        if self.step is not None:
            processes.signal_group(self.step, signal.SIGKILL)

    def look_at_children(self):
        state = processes.reap().get(self.step) if self.step is not None else None
        if state is None:
            return
        left = processes.end_descendants()
        self.step = None
        self.kill_at = None
        ended = {"event": "ended", "left": left}
        if os.WIFSIGNALED(state):
            ended["signal"] = os.WTERMSIG(state)
        else:
            ended["exit"] = os.WEXITSTATUS(state)
        try:
            self.channel.send(ended)
        except OSError:
            pass


def serve(fd):
    os.set_inheritable(fd, False)
    # fork() beside the idle threads of numerical libraries, which expect it
    warnings.filterwarnings("ignore", message=".*use of fork.*", category=DeprecationWarning)
    Server(fd).run()
