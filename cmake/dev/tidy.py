#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy over engine, models, widgets and app; a file is looked at again only when it, or one of the project's
headers it reaches, or the checks, have changed since it was last found clean."""
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

root = Path(sys.argv[1]).resolve()
cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "headrace-tidy"
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)
# gcc's own options that clang does not know.
DROP = re.compile(r"^(-W.*|-fuse-ld=.*|-fsanitize=.*|-fno-sanitize-recover=.*|-fpch-preprocess)$")


@lru_cache(maxsize=None)
def content(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def reached(source):
    seen, todo = {source}, [source]
    while todo:
        for name in INCLUDE.findall(content(todo.pop())):
            header = root / name.decode()
            if header not in seen and header.is_file():
                seen.add(header)
                todo.append(header)
    return sorted(seen)


def key(entry):
    digest = hashlib.sha256(content(root / ".clang-tidy"))
    digest.update(version)
    digest.update(re.sub(re.escape(str(root)), ".", entry["command"]).encode())
    for path in reached(Path(entry["file"])):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + content(path) + b"\0")
    return digest.hexdigest()


def look(entry):
    stamp = cache / key(entry)
    if stamp.exists():
        os.utime(stamp)
        return entry["file"], True, "", True
    done = subprocess.run(["clang-tidy", "--quiet", "-p", str(database), entry["file"]], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode == 0:
        stamp.touch()
    return entry["file"], done.returncode == 0, done.stdout + done.stderr, False


tree = next((root / "build" / name for name in ("asan", "release", "dev") if (root / "build" / name / "compile_commands.json").is_file()), None)
if tree is None:
    tree = root / "build" / "release"
    (root / "build").mkdir(exist_ok=True)
    subprocess.run(["cmake", "--preset", "release"], cwd=root, check=True, stdout=subprocess.DEVNULL)
commands = []
for entry in json.loads((tree / "compile_commands.json").read_text()):
    source = Path(entry["file"])
    if not source.is_relative_to(root) or source.relative_to(root).parts[0] not in ("engine", "app", "models", "widgets"):
        continue
    words = entry["command"].split()
    # The precompiled header is gcc's, and ccache is not the compiler.
    while words and Path(words[0]).name == "ccache":
        words.pop(0)
    kept, skip = [], 0
    for index, word in enumerate(words):
        if skip:
            skip -= 1
        elif word == "-include" and "pch" in words[index + 1]:
            skip = 1
        elif not DROP.match(word):
            kept.append(word)
    commands.append({**entry, "command": " ".join(kept)})

cache.mkdir(parents=True, exist_ok=True)
database = root / "build" / "tidy"
database.mkdir(parents=True, exist_ok=True)
(database / "compile_commands.json").write_text(json.dumps(commands))
version = subprocess.run(["clang-tidy", "--version"], capture_output=True).stdout

clean = cached = 0
bad = []
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for number, (file, ok, output, known) in enumerate(pool.map(look, commands), 1):
        clean += ok
        cached += known
        if not ok:
            bad.append(file)
            print(output, flush=True)
        if not known and number % 20 == 0:
            print(f"   {number}/{len(commands)}", flush=True)
print(f"   {clean} of {len(commands)} files are clean ({cached} unchanged since they were last looked at)")
if bad:
    print("   not clean: " + ", ".join(os.path.relpath(file, root) for file in bad))
sys.exit(1 if bad else 0)
