# SPDX-License-Identifier: GPL-3.0-or-later
"""Trivial tasks in a row in Airflow's dag.test(), which needs no scheduler: steps_airflow.py COUNT FOLDER.

FOLDER becomes AIRFLOW_HOME, with a SQLite database of its own. Prints the seconds a task as JSON.
"""
import json
import logging
import os
import sys
import time

count, folder = int(sys.argv[1]), sys.argv[2]
dags = os.path.join(folder, "dags")
os.makedirs(dags, exist_ok=True)
os.environ.update(AIRFLOW_HOME=folder, AIRFLOW__CORE__LOAD_EXAMPLES="False", AIRFLOW__CORE__DAGS_FOLDER=dags,
                  AIRFLOW__LOGGING__LOGGING_LEVEL="ERROR", AIRFLOW__CORE__UNIT_TEST_MODE="False")
logging.disable(logging.WARNING)

said = sys.stdout
sys.stdout = sys.stderr  # the library speaks on standard output

with open(os.path.join(dags, "steps.py"), "w", encoding="utf-8") as file:
    file.write(f"""from airflow.sdk import DAG, task
with DAG("steps", schedule=None) as dag:
    before = None
    for i in range({count}):
        @task(task_id=f"step-{{i}}")
        def step():
            return None
        now = step()
        if before is not None:
            before >> now
        before = now
""")

from airflow.utils.db import initdb  # noqa: E402

initdb()
from airflow.models.dagbag import DagBag  # noqa: E402

bag = DagBag(dags, include_examples=False)
if bag.import_errors:
    sys.exit(str(bag.import_errors))
dag = bag.dags["steps"]
start = time.perf_counter()
run = dag.test()
seconds = time.perf_counter() - start
if str(getattr(run.state, "value", run.state)) != "success":
    sys.exit(f"the run ended as {run.state}")
print(json.dumps({"seconds": seconds / count}), file=said)
