# SPDX-License-Identifier: GPL-3.0-or-later
"""A virtual screen whose pixels can be looked at while a program draws on it, and how long a window takes to be usable.

Usable means: its picture is there (what still changes afterwards is at most a thirtieth of it), and its main thread has nothing
left to do (it takes under 5 ms of the processor in the next 50 ms). Seen from outside, so that any program is measured alike.
"""
import mmap
import os
import shutil
import subprocess
import tempfile
import time
import zlib

WIDTH, HEIGHT = 1440, 900
ROWS, TILES = 6, 16  # every sixth line is looked at, in so many pieces


class Screen:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="headrace-screen-")
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp",
                                        "-fbdir", self.folder], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with open(read, encoding="ascii") as told:
            self.display = ":" + told.readline().strip()  # it comes in pieces
        with open(os.path.join(self.folder, "Xvfb_screen0"), "rb") as file:
            self.picture = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.start = len(self.picture) - WIDTH * HEIGHT * 4

    def close(self):
        self.picture.close()
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def look(self):
        """A number for each piece of the picture."""
        line, piece = WIDTH * 4, WIDTH * 4 // TILES
        view = memoryview(self.picture)
        numbers = [zlib.crc32(view[at:at + piece]) for row in range(0, HEIGHT, ROWS)
                   for at in range(self.start + row * line, self.start + (row + 1) * line, piece)]
        view.release()
        return numbers


def busy_seconds(pid):
    """Processor time of the main thread."""
    with open(f"/proc/{pid}/task/{pid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e9


def children(pid):
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
            for child in file.read().split():
                found += [child, *children(child)]
    return found


def pss(pid):
    """Bytes of memory, what is shared by halves."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:"))


def watch_start(command, environment, patience=30, idle=4):
    """Starts a window; (seconds until it is usable, bytes of memory of it and of its children once it has been idle)."""
    screen = Screen()
    try:
        variables = dict(environment, DISPLAY=screen.display, QT_QPA_PLATFORM="xcb", XDG_RUNTIME_DIR=screen.folder)
        variables.pop("DBUS_SESSION_BUS_ADDRESS", None)
        said = os.path.join(screen.folder, "said")
        empty = screen.look()
        begin = time.perf_counter()
        with open(said, "wb") as words:
            process = subprocess.Popen(command, env=variables, stdout=words, stderr=words)
        seen, busy, changed = [], [], begin
        try:
            last = empty
            while time.perf_counter() - begin < patience:
                now = time.perf_counter()
                picture = screen.look()
                if picture != last:
                    seen.append((now, picture))
                    last, changed = picture, now
                if process.poll() is not None:
                    raise RuntimeError(f"{os.path.basename(command[0])} ended with {process.returncode}: {open(said, encoding='utf-8').read()[-300:]}")
                busy.append((now, busy_seconds(process.pid)))
                if seen and now - changed > 2.5:
                    break
                time.sleep(0.004)
            if not seen:
                raise RuntimeError("nothing was drawn")
            final = seen[-1][1]
            most = len(final) // 30
            painted = begin
            for when, picture in reversed(seen):
                if sum(a != b for a, b in zip(picture, final)) > most:
                    break
                painted = when
            usable = None
            for number, (when, spent) in enumerate(busy):
                if when < painted:
                    continue
                later = next(((w, s) for w, s in busy[number:] if w >= when + 0.05), None)
                if later and later[1] - spent < 0.005:
                    usable = when
                    break
            if usable is None:
                raise RuntimeError("it never became idle")
            time.sleep(idle)
            memory = pss(process.pid)
            others = sum(pss(child) for child in children(process.pid))
            return usable - begin, memory, others
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        screen.close()
