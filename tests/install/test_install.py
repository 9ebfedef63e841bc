#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the release build into an empty folder, moves that folder, and runs the flight example from there without a screen,
with nothing in the environment but PATH and a HEADRACE_HOME of its own.
usage: test_install.py SOURCE_FOLDER"""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
RELEASE = SOURCE / "build/release"


def output_of(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command} gave {result.returncode}: {result.stdout[-2000:]}{result.stderr[-2000:]}")
    return result.stdout


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not (RELEASE / "bin/headrace").exists():
            raise AssertionError("build the release programs first: ./dev build")
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        output_of(["cmake", "--install", str(RELEASE), "--prefix", str(folder / "first")])
        cls.prefix = folder / "moved here"
        (folder / "first").rename(cls.prefix)
        cls.environment = {"PATH": f"{cls.prefix}/bin:/usr/bin:/bin", "HEADRACE_HOME": str(folder / "home")}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def headrace(self, *arguments, **options):
        return output_of(["headrace", *arguments], env=self.environment, **options)

    def test_all_is_in_its_place(self):
        files = {str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*") if not path.is_dir()}
        for wanted in ["bin/headrace", "libexec/headrace/headrace-worker", "lib/headrace/duckdb/libduckdb.so",
                       "share/headrace/python/headrace_step/__main__.py", "share/man/man1/headrace.1.gz",
                       "share/bash-completion/completions/headrace", "share/zsh/vendor-completions/_headrace",
                       "share/headrace/examples/penguins/penguins.pipeline.json",
                       "share/headrace/examples/flight-delays/data/flights-3m.parquet"]:
            self.assertIn(wanted, files)
        self.assertEqual([file for file in files if file.endswith((".h", ".a", ".pyc"))], [])

    def test_programs_do_not_know_where_they_were_built(self):
        for program in ["bin/headrace", "libexec/headrace/headrace-worker"]:
            with self.subTest(program):
                dynamic = output_of(["readelf", "-d", str(self.prefix / program)])
                paths = [line for line in dynamic.splitlines() if "RPATH" in line or "RUNPATH" in line]
                wanted = 1 if "worker" in program else 0
                self.assertEqual(len(paths), wanted, paths)
                for line in paths:
                    self.assertIn("[$ORIGIN/../../lib/headrace/duckdb]", line)
        libraries = output_of(["ldd", str(self.prefix / "libexec/headrace/headrace-worker")], env=self.environment)
        found = [line for line in libraries.splitlines() if "libduckdb" in line]
        self.assertEqual(len(found), 1)
        self.assertIn(str(self.prefix), found[0])

    def test_the_flight_example(self):
        example = self.prefix / "share/headrace/examples/flight-delays/flight-delays.pipeline.json"
        report = json.loads(self.headrace("run", str(example), "--json", cwd="/"))
        self.assertEqual(report["status"], "done")
        self.assertGreaterEqual(report["metrics"]["evaluate/test/roc_auc"], 0.70)
        self.assertIn("done", self.headrace("runs", cwd="/"))
        self.assertFalse((example.parent / ".headrace").exists())

    def test_the_python_module(self):
        with tempfile.TemporaryDirectory() as workspace:
            file = pathlib.Path(workspace) / "p.pipeline.json"
            code = "def run(inputs, params, ctx):\n    ctx.log_metric('answer', 42)\n    return {'x': [1]}\n"
            file.write_text(json.dumps({"headrace": 1, "nodes": {
                "few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}},
                "step": {"op": "code.python", "version": 1, "inputs": {"inputs": ["few:rows"]}, "params": {"code": code}}}}))
            report = json.loads(self.headrace("run", str(file), "--trust", "--json"))
            self.assertEqual(report["metrics"], {"step/answer": 42})

    def test_the_man_page_and_the_completions(self):
        source = gzip.decompress((self.prefix / "share/man/man1/headrace.1.gz").read_bytes()).decode()
        page = subprocess.run(["groff", "-ww", "-man", "-Tutf8"], input=source, capture_output=True, text=True)
        self.assertEqual(page.stderr, "")
        self.assertIn("Runs a recorded run again and compares all it gave.", page.stdout)
        output_of(["bash", "-n", str(self.prefix / "share/bash-completion/completions/headrace")])
        output_of(["zsh", "-n", str(self.prefix / "share/zsh/vendor-completions/_headrace")])

    def test_the_window(self):
        if not (self.prefix / "bin/headrace-workbench").exists():
            self.assertFalse((SOURCE / "app/workbench/CMakeLists.txt").exists(), "the window is not installed")
            return
        # It comes up and stays until it is told to go.
        window = subprocess.Popen(["headrace-workbench"], env=self.environment | {"QT_QPA_PLATFORM": "offscreen"},
                                  stderr=subprocess.PIPE, text=True)
        try:
            _, said = window.communicate(timeout=5)
            self.fail(f"the window ended with {window.returncode}: {said}")
        except subprocess.TimeoutExpired:
            window.terminate()
            window.communicate(timeout=10)


if __name__ == "__main__":
    unittest.main(verbosity=2)
