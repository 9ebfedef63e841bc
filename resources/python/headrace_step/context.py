# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script may ask and tell: the `ctx` of run(inputs, params, ctx)."""

import math
import os
import shutil


class Cancelled(BaseException):
    """Raised in the script's main thread when the run is cancelled, unless the script asks ctx.cancelled() itself."""


class Context:
    def __init__(self, channel, seed, folder, node):
        self._channel = channel
        self._pid = os.getpid()
        self._cancelled = False
        self._asks = False
        self.seed = seed
        self.folder = folder
        self.node = node

    def log_metric(self, key, value, step=0):
        """Records a metric under '<node>/<key>'."""
        number = float(value)
        if not isinstance(key, str) or not key:
            raise TypeError("the key of a metric is a text, not %r" % (key,))
        if not math.isfinite(number):
            raise ValueError("metric '%s' is %s; only finite numbers are recorded" % (key, number))
        self._send({"event": "metric", "key": key, "value": number, "step": int(step)})

    def log_artifact(self, name, path):
        """Keeps a file with the run. A file outside ctx.folder is copied there."""
        if not isinstance(name, str) or not name:
            raise TypeError("the name of an artifact is a text, not %r" % (name,))
        path = os.path.abspath(os.fspath(path))
        if not os.path.isfile(path):
            raise FileNotFoundError("there is no file %s to keep as artifact '%s'" % (path, name))
        folder = os.path.realpath(self.folder)
        real = os.path.realpath(path)
        if os.path.commonpath([folder, real]) != folder:
            base, ending = os.path.splitext(os.path.basename(path))
            real = os.path.join(folder, base + ending)
            number = 1
            while os.path.exists(real):
                number += 1
                real = os.path.join(folder, "%s-%d%s" % (base, number, ending))
            shutil.copyfile(path, real)
        self._send({"event": "artifact", "name": name, "path": real})

    def progress(self, done, total=0):
        self._send({"event": "progress", "done": int(done), "total": int(total)})

    def cancelled(self):
        """Whether someone asked to stop. A script that asks has 0.3 s from then on to end by itself."""
        self._asks = True
        return self._cancelled

    def _send(self, message):
        if os.getpid() != self._pid:
            raise RuntimeError("ctx speaks for the step's own process; return the value from the child process instead")
        self._channel.send(message)

    def _on_terminate(self, *_):
        if os.getpid() != self._pid:
            os._exit(143)
        self._cancelled = True
        if not self._asks:
            raise Cancelled()
