# SPDX-License-Identifier: GPL-3.0-or-later
"""The flight-delays job in Polars and LightGBM.

    flights_polars.py DATA_FOLDER [--data-only]

Prints one JSON object: seconds of the data half and of the training, rows, AUC and log loss.
"""
import json
import sys
import time

import polars as pl

FEATURES = ["hour", "weekday", "month", "distance", "origin_lat", "origin_lon", "dest_lat", "dest_lon"]


def read(folder):
    airports = pl.scan_csv(f"{folder}/airports.csv").select("iata", "latitude", "longitude")
    rows = (
        pl.scan_parquet(f"{folder}/flights-3m.parquet")
        .filter(pl.col("delay").is_between(-120, 600))
        .join(airports.rename({"iata": "origin", "latitude": "origin_lat", "longitude": "origin_lon"}), on="origin", how="left", maintain_order="left")
        .join(airports.rename({"iata": "destination", "latitude": "dest_lat", "longitude": "dest_lon"}), on="destination", how="left", maintain_order="left")
        .select(
            hour=pl.col("date").dt.hour().cast(pl.Float32),
            weekday=pl.col("date").dt.weekday().cast(pl.Float32),
            month=pl.col("date").dt.month().cast(pl.Float32),
            distance=pl.col("distance").cast(pl.Float32),
            origin_lat=pl.col("origin_lat").cast(pl.Float32),
            origin_lon=pl.col("origin_lon").cast(pl.Float32),
            dest_lat=pl.col("dest_lat").cast(pl.Float32),
            dest_lon=pl.col("dest_lon").cast(pl.Float32),
            late=pl.col("delay") > 15,
            # A split by a hash of stored columns, as in the other programs (the hash is Polars' own).
            test=pl.struct("date", "origin", "destination").hash(42) < int(0.2 * 2**64),
        )
        .collect()
    )
    train = rows.filter(~pl.col("test"))
    test = rows.filter(pl.col("test"))
    return train.select(FEATURES).to_numpy(), train["late"].to_numpy(), test.select(FEATURES).to_numpy(), test["late"].to_numpy()


def main():
    start = time.perf_counter()
    x_train, y_train, x_test, y_test = read(sys.argv[1])
    result = {"data_s": time.perf_counter() - start, "train_rows": len(y_train), "test_rows": len(y_test)}
    if "--data-only" not in sys.argv:
        import lightgbm
        from sklearn.metrics import log_loss, roc_auc_score

        start = time.perf_counter()
        data = lightgbm.Dataset(x_train, y_train, params={"max_bin": 255, "verbose": -1})
        model = lightgbm.train({"objective": "binary", "learning_rate": 0.3, "max_depth": 6, "num_leaves": 63, "verbose": -1}, data, num_boost_round=50)
        scores = model.predict(x_test)
        result |= {"train_s": time.perf_counter() - start, "roc_auc": roc_auc_score(y_test, scores), "log_loss": log_loss(y_test, scores)}
    print(json.dumps(result))


main()
