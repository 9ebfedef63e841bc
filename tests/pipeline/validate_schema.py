#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds pipelines against docs/pipeline.schema.json with a real validator.

validate_schema.py SOURCE_DIR [WORKER]: every example, the canonical file and, where the worker's program is given, the
example of every operator it declares must be valid; every case in bad_pipelines.json must not. Exit 0 if so.
"""
import json
import pathlib
import subprocess
import sys

import jsonschema


def main() -> int:
    source = pathlib.Path(sys.argv[1])
    schema = json.loads((source / "docs/pipeline.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = 0

    good = {str(path): json.loads(path.read_text(encoding="utf-8")) for path in sorted(source.glob("resources/examples/**/*.pipeline.json"))}
    canonical = source / "tests/pipeline/data/canonical.pipeline.json"
    good[str(canonical)] = json.loads(canonical.read_text(encoding="utf-8"))
    if len(sys.argv) > 2:
        catalog = json.loads(subprocess.run([sys.argv[2], "--catalog"], check=True, capture_output=True).stdout)
        for operator in catalog["operators"]:
            good["example of " + operator["id"]] = operator["example"]
    for name, pipeline in good.items():
        for error in validator.iter_errors(pipeline):
            print(f"{name}: {error.json_path}: {error.message}")
            failures += 1

    bad = json.loads((source / "tests/pipeline/data/bad_pipelines.json").read_text(encoding="utf-8"))
    for name, pipeline in bad.items():
        if validator.is_valid(pipeline):
            print(f"{name}: should not be valid")
            failures += 1
    print(f"{len(good)} valid and {len(bad)} invalid pipelines, {failures} failures")
    return 1 if failures or not bad else 0


if __name__ == "__main__":
    sys.exit(main())
