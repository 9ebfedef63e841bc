# SPDX-License-Identifier: GPL-3.0-or-later
"""The chain of ten steps over ten million rows in pandas: chain_pandas.py FILE.parquet. Prints the seconds as JSON."""
import json
import sys
import time

import numpy as np
import pandas as pd

start = time.perf_counter()
rows = pd.read_parquet(sys.argv[1])
rows = rows[rows["a"] > 0.05]
rows = rows.assign(s=rows["a"] + rows["b"])
rows = rows.assign(p=rows["s"] * rows["c"])
rows = rows[rows["p"] < 1.9]
rows = rows.assign(q=np.sqrt(rows["p"]))
rows = rows.assign(r=rows["q"] - rows["d"])
rows = rows[rows["r"].abs() < 1.2]
rows = rows[["k", "s", "r"]]
rows = rows.groupby("k", as_index=False).agg(n=("r", "size"), mean_r=("r", "mean"), sum_s=("s", "sum"))
rows = rows.sort_values("k")
print(json.dumps({"seconds": time.perf_counter() - start, "rows": len(rows), "n": int(rows["n"].sum())}))
