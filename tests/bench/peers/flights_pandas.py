# SPDX-License-Identifier: GPL-3.0-or-later
"""The flight-delays job in pandas and scikit-learn.

    flights_pandas.py DATA_FOLDER [--data-only]

Prints one JSON object: seconds of the data half and of the training, rows, AUC and log loss.
"""
import json
import sys
import time

import numpy as np
import pandas as pd

FEATURES = ["hour", "weekday", "month", "distance", "origin_lat", "origin_lon", "dest_lat", "dest_lon"]


def read(folder):
    flights = pd.read_parquet(f"{folder}/flights-3m.parquet")
    airports = pd.read_csv(f"{folder}/airports.csv", usecols=["iata", "latitude", "longitude"])
    flights = flights.merge(airports.rename(columns={"iata": "origin", "latitude": "origin_lat", "longitude": "origin_lon"}), how="left", on="origin")
    flights = flights.merge(airports.rename(columns={"iata": "destination", "latitude": "dest_lat", "longitude": "dest_lon"}), how="left", on="destination")
    flights = flights[flights["delay"].between(-120, 600)]
    flights = flights.assign(
        hour=flights["date"].dt.hour,
        weekday=flights["date"].dt.dayofweek + 1,
        month=flights["date"].dt.month,
        late=flights["delay"] > 15,
    )
    # A split by a hash of stored columns, as in the other programs (the hash is pandas' own).
    keys = pd.util.hash_pandas_object(flights[["date", "origin", "destination"]], index=False).to_numpy()
    test = keys < np.uint64(0.2 * 2**64)
    matrix = flights[FEATURES].to_numpy(dtype=np.float32)
    late = flights["late"].to_numpy()
    return matrix[~test], late[~test], matrix[test], late[test]


def main():
    start = time.perf_counter()
    x_train, y_train, x_test, y_test = read(sys.argv[1])
    read_s = time.perf_counter() - start
    result = {"data_s": read_s, "train_rows": len(y_train), "test_rows": len(y_test)}
    if "--data-only" not in sys.argv:
        from sklearn.ensemble import HistGradientBoostingClassifier
        from sklearn.metrics import log_loss, roc_auc_score

        start = time.perf_counter()
        model = HistGradientBoostingClassifier(max_iter=50, learning_rate=0.3, max_depth=6, max_leaf_nodes=None, max_bins=255, early_stopping=False)
        model.fit(x_train, y_train)
        scores = model.predict_proba(x_test)[:, 1]
        result |= {"train_s": time.perf_counter() - start, "roc_auc": roc_auc_score(y_test, scores), "log_loss": log_loss(y_test, scores)}
    print(json.dumps(result))


main()
