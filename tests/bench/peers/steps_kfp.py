# SPDX-License-Identifier: GPL-3.0-or-later
"""Trivial tasks in a row in the local runner of Kubeflow Pipelines: steps_kfp.py COUNT FOLDER. Prints the seconds a task as JSON."""
import json
import logging
import sys
import time

from kfp import dsl, local

count, folder = int(sys.argv[1]), sys.argv[2]
logging.disable(logging.WARNING)
said = sys.stdout
sys.stdout = sys.stderr  # the library speaks on standard output


@dsl.component
def step(before: int) -> int:
    return before


@dsl.pipeline
def steps() -> int:
    last = step(before=0)
    for _ in range(count - 1):
        last = step(before=last.output)
    return last.output


local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root=folder)
start = time.perf_counter()
result = steps()
seconds = time.perf_counter() - start
if result.output != 0:
    sys.exit(f"the pipeline gave {result.output}")
print(json.dumps({"seconds": seconds / count}), file=said)
