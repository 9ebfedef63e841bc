# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages between the worker and Python: one JSON object a line, file descriptors beside it (member "fds": how many)."""

import array
import json
import os
import socket
import threading


class Channel:
    """One end of a Unix socket. Sending is safe from any thread; receiving belongs to one."""

    def __init__(self, sock):
        self.sock = sock
        self._buffer = b""
        self._fds = []
        self._lock = threading.Lock()

    def send(self, message, fds=()):
        data = json.dumps(dict(message, fds=len(fds)), separators=(",", ":")).encode("utf-8") + b"\n"
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
        with self._lock:
            sent = self.sock.sendmsg([data], ancillary)
            if sent < len(data):
                self.sock.sendall(data[sent:])

    def receive(self):
        """The next message with its descriptors; (None, []) when the other end has closed."""
        while True:
            line, newline, rest = self._buffer.partition(b"\n")
            if newline:
                message = json.loads(line.decode("utf-8"))
                count = message.get("fds", 0)
                if len(self._fds) >= count:
                    self._buffer = rest
                    fds, self._fds = self._fds[:count], self._fds[count:]
                    return message, fds
            size = socket.CMSG_SPACE(253 * array.array("i").itemsize)
            data, ancillary, _, _ = self.sock.recvmsg(65536, size)
            for level, kind, content in ancillary:
                if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                    received = array.array("i")
                    received.frombytes(content[: len(content) - len(content) % received.itemsize])
                    for fd in received:
                        os.set_inheritable(fd, False)
                        self._fds.append(fd)
            if not data:
                return None, []
            self._buffer += data
