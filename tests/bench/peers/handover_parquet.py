# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of doubles handed over through a Parquet file: handover_parquet.py ROWS COLUMNS FOLDER.

Writes an Arrow table that is in memory and reads it back, as a step that gets its rows by file would; prints the seconds as JSON.
"""
import json
import os
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

rows, columns, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
random = np.random.default_rng(1)
table = pa.table({f"c{i}": random.random(rows) for i in range(columns)})
path = os.path.join(folder, "handover.parquet")
start = time.perf_counter()
pq.write_table(table, path)
back = pq.read_table(path)
total = sum(float(np.asarray(back.column(i).chunk(0))[0]) for i in range(columns))
seconds = time.perf_counter() - start
os.remove(path)
print(json.dumps({"seconds": seconds, "checksum": total}))
