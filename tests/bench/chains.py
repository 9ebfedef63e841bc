# SPDX-License-Identifier: GPL-3.0-or-later
"""The pipelines that run_bench makes."""

CHAIN_SQL = """
SELECT k, count(*) AS n, avg(r) AS mean_r, sum(s) AS sum_s FROM (
  SELECT k, s, r FROM (
    SELECT *, q - d AS r FROM (
      SELECT *, sqrt(p) AS q FROM (
        SELECT *, s * c AS p FROM (
          SELECT *, a + b AS s FROM read_parquet('{file}') WHERE a > 0.05)) WHERE p < 1.9)) WHERE abs(r) < 1.2)
GROUP BY k ORDER BY k"""


def node(op, after=None, **params):
    result = {"op": op, "version": 1, "params": params}
    if after:
        result["inputs"] = {"rows": after if ":" in after else f"{after}:rows"}
    return result


def derive(after, name, expression):
    return node("table.derive", after, columns=[{"name": name, "expression": expression}])


def chain_pipeline(file):
    """Ten nodes that are one statement; chain_pandas.py does the same."""
    return {"headrace": 1, "name": "Ten nodes", "nodes": {
        "read": node("read.parquet", path=file),
        "large": node("table.filter", "read", condition="a > 0.05"),
        "sum": derive("large", "s", "a + b"),
        "product": derive("sum", "p", "s * c"),
        "below": node("table.filter", "product", condition="p < 1.9"),
        "root": derive("below", "q", "sqrt(p)"),
        "rest": derive("root", "r", "q - d"),
        "near": node("table.filter", "rest", condition="abs(r) < 1.2"),
        "group": node("table.group", "near", keys=["k"], aggregates=[
            {"name": "n", "function": "count"}, {"name": "mean_r", "function": "mean", "expression": "r"},
            {"name": "sum_s", "function": "sum", "expression": "s"}]),
        "sort": node("table.sort", "group", keys=[{"expression": "k"}]),
        "write": node("write.csv", "sort", path="chain.csv", if_exists="overwrite"),
    }}


def steps_pipeline(count):
    """Markers in a row: steps without data work."""
    nodes = {"step-0": {"op": "flow.marker", "version": 1}}
    for i in range(1, count):
        nodes[f"step-{i}"] = {"op": "flow.marker", "version": 1, "inputs": {"after": f"step-{i - 1}:done"}}
    return {"headrace": 1, "name": f"{count} steps", "nodes": nodes}


def unchanged_pipeline(count):
    """A chain of `count` nodes over a small table, cached at its end."""
    nodes = {"n0": node("read.inline", csv="id,x\n" + "\n".join(f"{i},{i / 7:.3f}" for i in range(50)) + "\n")}
    for i in range(1, count - 1):
        nodes[f"n{i}"] = derive(f"n{i - 1}", "x", f"x + {i}")
    nodes[f"n{count - 1}"] = node("learn.linear_regression", target="x", features=["id"])
    nodes[f"n{count - 1}"]["inputs"] = {"train": f"n{count - 2}:rows"}
    return {"headrace": 1, "name": f"{count} nodes", "nodes": nodes}


def handover_pipeline(file):
    code = ["import numpy as np", "", "", "def run(inputs, params, ctx):", "    table = inputs['read'].to_numpy(as_dict=True)",
            "    return {'sum': [sum(float(np.asarray(column)[0]) for column in table.values())]}"]
    return {"headrace": 1, "name": "Handover", "nodes": {
        "read": {**node("read.parquet", path=file), "materialize": True},
        "python": {"op": "code.python", "version": 1, "inputs": {"inputs": "read:rows"},
                   "params": {"code": {"$lines": code}, "columns": [{"name": "sum", "type": "DOUBLE"}]}},
    }}
