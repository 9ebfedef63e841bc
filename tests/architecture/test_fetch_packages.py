#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cmake/fetch-packages against an npm of our own: kept, verified, whole or not at all, one at a time, no network twice."""
import base64
import hashlib
import io
import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "cmake/fetch-packages"
NPM = """#!/bin/sh
echo "$3" >> "$FAKE/calls"
[ ! -f "$FAKE/offline" ] || exit 1
cp "$FAKE/package.tgz" package.tgz
[ ! -f "$FAKE/slow" ] || { touch "$FAKE/started"; sleep 1; }
"""


class Fetch(unittest.TestCase):
    def setUp(self):
        self.home = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        (self.home / "bin").mkdir()
        (self.home / "bin/npm").write_text(NPM)
        (self.home / "bin/npm").chmod(0o755)
        with tarfile.open(self.home / "package.tgz", "w:gz") as archive:
            for name, text in (("package/data/a.csv", b"a\n1\n"), ("package/LICENSE", b"free")):
                info = tarfile.TarInfo(name)
                info.size = len(text)
                archive.addfile(info, io.BytesIO(text))
        digest = hashlib.sha512((self.home / "package.tgz").read_bytes()).digest()
        self.lock("thing npm thing 1.0 any sha512-" + base64.b64encode(digest).decode())
        self.cache = self.home / "cache"

    def lock(self, line):
        (self.home / "lock").write_text("# comment\n\n" + line + "\nother npm other 2.0 no-such-machine sha512-x\n")

    def environment(self):
        return {**os.environ, "FAKE": str(self.home), "HEADRACE_LOCK": str(self.home / "lock"),
                "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}"}

    def start(self):
        return subprocess.Popen([SCRIPT, self.cache], env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, start_new_session=True)

    def fetch(self):
        process = self.start()
        output, errors = process.communicate()
        return process.returncode, output, errors

    def calls(self):
        path = self.home / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def test_a_second_time_needs_no_network(self):
        code, output, errors = self.fetch()
        self.assertEqual(code, 0, errors)
        key, place = output.split()
        self.assertEqual(key, "thing")
        self.assertEqual((Path(place) / "data/a.csv").read_text(), "a\n1\n")
        (self.home / "offline").touch()
        self.assertEqual(self.fetch()[:2], (0, output))
        self.assertEqual(self.calls(), ["thing@1.0"])

    def test_a_wrong_hash_is_named_and_nothing_kept(self):
        self.lock("thing npm thing 1.0 any sha512-AAAA")
        code, output, errors = self.fetch()
        self.assertEqual((code, output), (1, ""))
        self.assertIn("thing 1.0 does not match its hash", errors)
        self.assertEqual([entry.name for entry in self.cache.iterdir()], [".lock"])

    def test_another_pin_lives_beside(self):
        first = self.fetch()[1]
        self.lock((self.home / "lock").read_text().splitlines()[2].replace(" 1.0 ", " 1.1 "))
        second = self.fetch()[1]
        self.assertNotEqual(first, second)
        self.assertTrue(Path(first.split()[1]).is_dir() and Path(second.split()[1]).is_dir())

    def test_a_killed_download_leaves_nothing_behind(self):
        (self.home / "slow").touch()
        process = self.start()
        for _ in range(500):
            if (self.home / "started").exists():
                break
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        self.assertEqual([entry.name for entry in self.cache.iterdir() if not entry.name.startswith(".")], [])
        (self.home / "slow").unlink()
        self.assertEqual(self.fetch()[0], 0)
        self.assertEqual(sorted(entry.name.split("-")[0] for entry in self.cache.iterdir()), [".lock", "thing"])

    def test_two_at_once_download_once(self):
        (self.home / "slow").touch()
        both = [self.start(), self.start()]
        outputs = [process.communicate()[0] for process in both]
        self.assertEqual([process.returncode for process in both], [0, 0])
        self.assertEqual(outputs[0], outputs[1])
        self.assertEqual(len(self.calls()), 1)

    def test_no_network_says_so(self):
        (self.home / "offline").touch()
        code, _, errors = self.fetch()
        self.assertEqual(code, 1)
        self.assertIn("thing 1.0 could not be downloaded", errors)
        self.assertEqual(len(self.calls()), 3)


if __name__ == "__main__":
    unittest.main()
