#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends cmake/dev/fresh_debian in the middle of its work, in every way a person or a machine does, and looks for what is left.
usage: test_ends.py SOURCE_FOLDER"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

FRESH_DEBIAN = pathlib.Path(sys.argv.pop(1)).resolve() / "cmake/dev/fresh_debian"


class Ends(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.started = pathlib.Path(self.folder.name) / "started"

    def start(self):
        # Two processes in the root, one of which nobody waits for.
        program = f'chroot "$FRESH_ROOT" sh -c "sleep 600 & exec sleep 600" & sleep 0.5; touch "{self.started}"; wait'
        return subprocess.Popen([FRESH_DEBIAN, "sh", "-c", program], env=os.environ | {"TMPDIR": self.folder.name}, start_new_session=True)

    def roots(self):
        return list(pathlib.Path(self.folder.name).glob("headrace-fresh-debian.*"))

    def processes(self):
        """Those whose root directory is one of ours."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "root").startswith(self.folder.name):
                    found.append(process.name)
            except OSError:
                pass
        return found

    def until(self, what, wanted, seconds):
        deadline = time.monotonic() + seconds
        while not wanted() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertTrue(wanted(), what)

    def ended_by(self, number):
        program = self.start()
        try:
            self.until("the root is there", self.started.exists, 600)
            self.assertEqual((len(self.roots()), len(self.processes())), (1, 2))
            program.send_signal(number)
            code = program.wait(60)
        finally:
            program.kill()
        self.until("the processes are gone", lambda: not self.processes(), 10)
        self.assertNotIn(self.folder.name, pathlib.Path("/proc/mounts").read_text())
        return code

    def test_by_a_signal(self):
        for number in [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]:
            with self.subTest(number.name):
                self.started.unlink(missing_ok=True)
                self.assertEqual(self.ended_by(number), 128 + number)
                self.assertEqual(self.roots(), [])

    def test_killed(self):
        self.assertEqual(self.ended_by(signal.SIGKILL), -signal.SIGKILL)
        # Nobody could remove the folder: the next one does.
        self.assertEqual(len(self.roots()), 1)
        subprocess.run([FRESH_DEBIAN, "true"], env=os.environ | {"TMPDIR": self.folder.name}, check=True, timeout=600)
        self.assertEqual(self.roots(), [])

    def test_the_exit_code_is_the_commands(self):
        self.assertEqual(subprocess.run([FRESH_DEBIAN, "sh", "-c", "exit 7"], env=os.environ | {"TMPDIR": self.folder.name}, timeout=600).returncode, 7)
        self.assertEqual(self.roots(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
