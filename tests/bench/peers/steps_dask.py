# SPDX-License-Identifier: GPL-3.0-or-later
"""Trivial tasks in Dask's threaded scheduler: steps_dask.py COUNT. Prints the microseconds a task as JSON."""
import json
import sys
import time

from dask.threaded import get

count = int(sys.argv[1])


def step(before):
    return before


graph = {"step-0": (step, 0)} | {f"step-{i}": (step, f"step-{i - 1}") for i in range(1, count)}
get(graph, "step-1")
start = time.perf_counter()
get(graph, f"step-{count - 1}")
print(json.dumps({"microseconds": (time.perf_counter() - start) / count * 1e6}))
