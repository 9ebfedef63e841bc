#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the Debian package into the fresh root that cmake/dev/fresh_debian made, uses it there as an ordinary user, and purges it
without a trace. The screen is outside: nothing but the package and what it depends on is in the root.
usage: fresh_debian test_fresh_debian.py SOURCE_FOLDER"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path(os.environ["FRESH_ROOT"])
CHROOT = shutil.which("chroot", path="/usr/sbin:/sbin:/usr/bin")
PICTURES = SOURCE / "build/release/package"
USER = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/home/anna", "USER": "anna", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": "/tmp/anna"}
TITLE = "flight-delays.pipeline \N{EM DASH} Headrace"
FLIGHTS = "/home/anna/flight-delays/flight-delays.pipeline.json"


def inside(*command, environment=None, user="root", **options):
    system = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run([CHROOT, f"--userspec={user}:{user}", str(ROOT), *command], env=environment or system,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)


def output_of(*command, **options):
    result = inside(*command, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command} gave {result.returncode}: {result.stdout[-3000:]}{result.stderr[-3000:]}")
    return result.stdout


def apt(*command):
    return output_of("apt-get", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", *command)


def files():
    """All there is but what the kernel shows, what a user owns, and the books that apt keeps of its own doings."""
    found = set()
    for folder, folders, names in os.walk(ROOT):
        inner = "/" + os.path.relpath(folder, ROOT).lstrip(".")
        for name in list(folders):
            path = os.path.join(inner, name)
            if path in ("/dev", "/proc", "/sys", "/tmp", "/home", "/var/cache/apt", "/var/lib/apt"):
                folders.remove(name)
            else:
                found.add(path + "/")
        found.update(os.path.join(inner, name) for name in names)
    return found


class Screen:
    """A screen of its own, outside the root; programs in it reach it through the abstract socket."""

    def __enter__(self):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-ac"],
                                       pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as number:
            self.display = ":" + number.readline().strip()
        if self.display == ":":
            raise AssertionError("Xvfb did not start")
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def tool(self, *command):
        return subprocess.run(command, env=os.environ | {"DISPLAY": self.display}, capture_output=True, text=True)

    def window(self, title, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            windows = self.tool("xdotool", "search", "--onlyvisible", "--name", ".").stdout.split()
            names = {window: self.tool("xdotool", "getwindowname", window).stdout.strip() for window in windows}
            for window, name in names.items():
                if name == title:
                    return window
            time.sleep(0.1)
        raise AssertionError(f"no window is called '{title}' after {seconds} s; there are: {names}")

    def picture(self, window, name):
        file = PICTURES / name
        self.tool("import", "-window", window, str(file))
        said = subprocess.run(["identify", "-format", "%w %h %k %[fx:standard_deviation]", str(file)], capture_output=True, text=True)
        width, height, colours, deviation = said.stdout.split()
        return int(width), int(height), int(colours), float(deviation)


def end_programs(name):
    """Those in the root: its /proc shows the namespace's processes only."""
    ended = 0
    for process in (ROOT / "proc").glob("[0-9]*"):
        try:
            if (process / "comm").read_text().strip() == name[:15]:
                os.kill(int(process.name), signal.SIGTERM)
                ended += 1
        except (FileNotFoundError, ProcessLookupError):
            pass
    return ended


class FreshDebian(unittest.TestCase):
    """One story; each step needs the one before."""

    @classmethod
    def setUpClass(cls):
        missing = [tool for tool in ["Xvfb", "xdotool", "import", "identify"] if shutil.which(tool) is None]
        if missing:
            raise AssertionError(f"{missing} are missing: ./dev setup installs them")
        packages = list((SOURCE / "build/release/package").glob("headrace_*.deb"))
        if len(packages) != 1:
            raise AssertionError("make the package first: ./dev package")
        shutil.copy(packages[0], ROOT / "tmp/headrace.deb")
        cls.fields = {name: subprocess.run(["dpkg-deb", "-f", str(packages[0]), name], capture_output=True, text=True, check=True).stdout.strip()
                      for name in ["Depends", "Recommends"]}
        if (ROOT / "usr/share/headrace").exists() or "libqt6core6" in output_of("dpkg-query", "-W"):
            raise AssertionError("the root is not fresh")
        apt("update")
        output_of("useradd", "--create-home", "--user-group", "anna")
        (ROOT / "tmp/anna").mkdir(mode=0o700)
        shutil.chown(ROOT / "tmp/anna", *[int(output_of("id", flag, "anna")) for flag in ("-u", "-g")])

    def as_anna(self, *command, **environment):
        return inside(*command, environment=USER | environment, user="anna", cwd="/")

    def test_1_bare(self):
        """With what it depends on and nothing more."""
        apt("satisfy", "--no-install-recommends", self.fields["Depends"])
        before = files()
        apt("install", "--no-install-recommends", "/tmp/headrace.deb")
        self.assertGreater(len(files() - before), 50)
        for program in ["/usr/bin/headrace", "/usr/bin/headrace-workbench", "/usr/libexec/headrace/headrace-worker"]:
            self.assertNotIn("not found", output_of("ldd", program))
        with self.subTest("the flight example, headless"):
            self.headless()
        with self.subTest("the window"):
            self.window()
        with self.subTest("the purge"):
            self.purged(before)

    def headless(self):
        self.assertEqual(self.as_anna("cp", "-r", "/usr/share/headrace/examples/flight-delays", "/home/anna/").returncode, 0)
        result = self.as_anna("headrace", "run", FLIGHTS, "--json")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        report = json.loads(result.stdout)
        self.assertEqual((report["status"], report["errors"]), ("done", []))
        self.assertGreaterEqual(report["metrics"]["evaluate/test/roc_auc"], 0.70)
        self.assertIn("done", self.as_anna("headrace", "runs").stdout)
        # Even where no locale is set, as in a bare container.
        result = inside("headrace", "validate", FLIGHTS, user="anna", environment={"PATH": "/usr/bin:/bin", "HOME": "/home/anna"})
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def window(self):
        with Screen() as screen:
            program = subprocess.Popen([CHROOT, "--userspec=anna:anna", str(ROOT), "headrace-workbench", FLIGHTS],
                                       env=USER | {"DISPLAY": screen.display}, stderr=subprocess.PIPE, text=True)
            try:
                window = screen.window(TITLE)
                self.looks_right(screen, window, "fresh-debian-window.png")
            finally:
                program.terminate()
                _, said = program.communicate(timeout=20)
            self.assertEqual(said, "")

    def looks_right(self, screen, window, name):
        """A nearly blank window has a handful of colours; the canvas with its text, icons and tints has hundreds."""
        deadline = time.monotonic() + 20
        while True:
            width, height, colours, deviation = screen.picture(window, name)
            if (colours >= 300 and deviation > 0.03) or time.monotonic() > deadline:
                break
            time.sleep(0.3)
        self.assertGreaterEqual(colours, 300, name)
        self.assertGreater(deviation, 0.03, name)
        self.assertGreaterEqual((width, height), (900, 600))
        print(f"{name}: {width} x {height}, {colours} colours, standard deviation {deviation:.3f}")

    def purged(self, before):
        apt("purge", "headrace")
        after = files()
        self.assertEqual((sorted(after - before), sorted(before - after)), ([], []))
        self.assertNotEqual(inside("dpkg", "-s", "headrace").returncode, 0)

    def test_2_with_a_desktop(self):
        """As `apt install ./headrace.deb` does it, and opened as a file manager opens a file."""
        apt("satisfy", self.fields["Recommends"])
        apt("install", "--no-install-recommends", "libglib2.0-bin")
        before = files()
        apt("install", "/tmp/headrace.deb")
        (ROOT / "home/anna/plain.json").write_text("{}")
        for file, kind in [(FLIGHTS, "application/x-headrace-pipeline+json"), ("/home/anna/plain.json", "application/json")]:
            self.assertIn(f"standard::content-type: {kind}\n", self.as_anna("gio", "info", "-a", "standard::content-type", file).stdout)
        self.assertIn("headrace-workbench.desktop", self.as_anna("gio", "mime", "application/x-headrace-pipeline+json").stdout)
        with Screen() as screen:
            # The window inherits what gio has: no pipe that one would wait for.
            opened = subprocess.run([CHROOT, "--userspec=anna:anna", str(ROOT), "gio", "open", FLIGHTS], stdin=subprocess.DEVNULL,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=USER | {"DISPLAY": screen.display}, timeout=60)
            self.assertEqual(opened.returncode, 0)
            try:
                self.looks_right(screen, screen.window(TITLE), "fresh-debian-double-click.png")
            finally:
                self.assertEqual(end_programs("headrace-workbench"), 1)
                time.sleep(1)
        self.purged(before)


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)
