#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes data and what scikit-learn makes of them as JSON, for the tests of the learning room.

scikit_learn_reference.py FILE [--seed N] [--rows N]

tests/learning/golden/scikit_learn.json was written by the defaults; the interop test asks for other seeds and more rows.
"""
import argparse
import json
import math
import warnings

import numpy as np
from sklearn import impute, linear_model, metrics, preprocessing
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore")


def plain(value):
    """JSON without NaN: that is null."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return value


def binary_metrics(truth, scores, weights):
    said = (scores > 0.5).astype(int)
    one = {"sample_weight": weights}
    both = len(np.unique(truth)) == 2
    return {
        "roc_auc": metrics.roc_auc_score(truth, scores, **one) if both else math.nan,
        "average_precision": metrics.average_precision_score(truth, scores, **one),
        "log_loss": metrics.log_loss(truth, scores, labels=[0, 1], **one),
        "brier_score_loss": np.average((scores - truth) ** 2, weights=weights) if not both
        else metrics.brier_score_loss(truth, scores, **one),
        "accuracy": metrics.accuracy_score(truth, said, **one),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, said, **one),
        "precision": metrics.precision_score(truth, said, zero_division=0, **one),
        "recall": metrics.recall_score(truth, said, zero_division=0, **one),
        "f1": metrics.f1_score(truth, said, zero_division=0, **one),
        "matthews_corrcoef": metrics.matthews_corrcoef(truth, said, **one),
    }


def multi_class_metrics(truth, scores, weights):
    said = scores.argmax(axis=1)
    classes = list(range(scores.shape[1]))
    one = {"sample_weight": weights}
    every = len(np.unique(truth)) == len(classes)
    return {
        "roc_auc_ovr": metrics.roc_auc_score(truth, scores, multi_class="ovr", labels=classes, **one) if every else math.nan,
        "log_loss": metrics.log_loss(truth, scores, labels=classes, **one),
        "accuracy": metrics.accuracy_score(truth, said, **one),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, said, **one),
        "precision_macro": metrics.precision_score(truth, said, average="macro", zero_division=0, **one),
        "recall_macro": metrics.recall_score(truth, said, average="macro", zero_division=0, **one),
        "f1_macro": metrics.f1_score(truth, said, average="macro", zero_division=0, **one),
        "f1_weighted": metrics.f1_score(truth, said, average="weighted", zero_division=0, **one),
        "matthews_corrcoef": metrics.matthews_corrcoef(truth, said, **one),
    }


def regression_metrics(truth, said, weights):
    one = {"sample_weight": weights}
    return {
        "rmse": metrics.root_mean_squared_error(truth, said, **one),
        "mae": metrics.mean_absolute_error(truth, said, **one),
        "r2": metrics.r2_score(truth, said, **one),
        "mean_absolute_percentage_error": metrics.mean_absolute_percentage_error(truth, said, **one),
        "explained_variance": metrics.explained_variance_score(truth, said, **one),
        "max_error": metrics.max_error(truth, said),
        "median_absolute_error": metrics.median_absolute_error(truth, said, **one),
    }


def metric_cases(random, rows):
    cases = []
    weights = np.round(random.gamma(2.0, 1.0, rows), 3)
    weights[:: max(2, rows // 7)] = 0
    signal = random.normal(size=rows)
    truth = (signal + random.normal(size=rows) > 0.4).astype(int)
    smooth = 1 / (1 + np.exp(-1.7 * signal))
    for name, scores in {
        "smooth": smooth,
        "ties": np.round(smooth, 1),
        "constant": np.full(rows, 0.3),
        "floats": smooth.astype(np.float32).astype(float),
        "extremes": np.where(smooth > 0.8, 1.0, np.where(smooth < 0.2, 0.0, smooth)),
        "perfect": truth * 0.8 + 0.1,
    }.items():
        for weight in (None, weights):
            observed, predicted = calibration_curve(truth, scores, n_bins=10)
            cases.append({
                "kind": "binary", "name": name, "truth": truth, "scores": scores, "weights": weight,
                "metrics": binary_metrics(truth, scores, weight),
                "confusion": metrics.confusion_matrix(truth, scores > 0.5, labels=[0, 1], sample_weight=weight).ravel(),
                "calibration": None if weight is not None else {"observed": observed, "predicted": predicted},
            })
    for only in (0, 1):
        one = np.full(rows, only)
        cases.append({"kind": "binary", "name": f"only {only}", "truth": one, "scores": smooth, "weights": None,
                      "metrics": binary_metrics(one, smooth, None)})
    logits = random.normal(size=(rows, 4))
    four = (logits + random.normal(size=logits.shape)).argmax(axis=1)
    scores = np.exp(logits)
    scores /= scores.sum(axis=1, keepdims=True)
    for weight in (None, weights):
        cases.append({"kind": "multi", "name": "four", "truth": four, "scores": scores, "weights": weight,
                      "metrics": multi_class_metrics(four, scores, weight)})
    absent = np.where(four == 2, 1, four)
    cases.append({"kind": "multi", "name": "class absent", "truth": absent, "scores": scores, "weights": None,
                  "metrics": multi_class_metrics(absent, scores, None)})
    value = 30 * signal + 100
    for name, true, said in (
        ("noise", value, value + random.normal(size=rows) * 5),
        ("far", value + 1e9, value + 1e9 + random.normal(size=rows)),
        ("constant truth", np.full(rows, 3.25), random.normal(size=rows)),
        ("zeros", np.where(signal > 0, 0.0, signal), signal),
        ("exact", value, value),
    ):
        for weight in (None, weights):
            cases.append({"kind": "regression", "name": name, "truth": true, "scores": said, "weights": weight,
                          "metrics": regression_metrics(true, said, weight)})
    return cases


def linear_cases(random, rows):
    cases = []
    columns = 5
    features = random.normal(size=(rows, columns)) * np.array([1, 10, 0.01, 1000, 1]) + np.array([0, 5, 1, -20000, 3])
    features[:, 4] = (features[:, 4] > 3).astype(float)
    z = (features - features.mean(axis=0)) / features.std(axis=0)
    weights = np.round(random.gamma(2.0, 1.0, rows), 3)
    value = z @ np.array([3.0, -2, 1, 0.5, 4]) + 50 + random.normal(size=rows)
    double = np.column_stack((features, features[:, 1] * 2 - 1))
    for name, x in (("plain", features), ("collinear", double), ("few rows", features[:3])):
        for alpha in (0.0, 2.5):
            for intercept in (True, False):
                for weight in (None, weights):
                    y = value[: len(x)]
                    w = None if weight is None else weight[: len(x)]
                    estimator = linear_model.Ridge(alpha=alpha, fit_intercept=intercept, solver="svd") if alpha else \
                        linear_model.LinearRegression(fit_intercept=intercept)
                    estimator.fit(x, y, sample_weight=w)
                    cases.append({"kind": "linear", "name": name, "features": x, "target": y, "weights": w, "alpha": alpha,
                                  "intercept": intercept, "coefficients": estimator.coef_,
                                  "intercepts": [estimator.intercept_], "predictions": estimator.predict(x)})
    logits = np.column_stack((z[:, 0] + 0.5 * z[:, 1], z[:, 2] - z[:, 4], 0.3 * z[:, 3]))
    labels = (logits + random.gumbel(size=logits.shape)).argmax(axis=1)
    for classes in (2, 3):
        y = np.minimum(labels, classes - 1)
        for c in (1.0, 0.05, math.inf):
            for balanced in (False, True):
                for weight in (None, weights):
                    for standardize in (False, True):
                        for intercept in (True, False):
                            if not intercept and (balanced or standardize):
                                continue
                            if not standardize and c == 1.0 and balanced:
                                continue
                            x = features if standardize else z * np.array([1, 2, 0.5, 1, 1]) + np.array([0, 1, 0, 0, 0])
                            # Newton's steps give scikit-learn's own optimum to the last digits.
                            estimator = linear_model.LogisticRegression(
                                C=c, fit_intercept=intercept, tol=1e-12, max_iter=10000, solver="newton-cholesky",
                                class_weight="balanced" if balanced else None)
                            if standardize:
                                scaler = StandardScaler().fit(x)
                                estimator.fit(scaler.transform(x), y, sample_weight=weight)
                                coefficients = estimator.coef_ / scaler.scale_
                                intercepts = estimator.intercept_ - coefficients @ scaler.mean_
                                said = estimator.predict_proba(scaler.transform(x))
                            else:
                                estimator.fit(x, y, sample_weight=weight)
                                coefficients, intercepts = estimator.coef_, estimator.intercept_
                                said = estimator.predict_proba(x)
                            if math.isinf(c) and said.min() < 1e-7:
                                continue  # separable: without a penalty there is no minimum to agree on
                            cases.append({
                                "kind": "logistic", "name": f"{classes} classes", "classes": classes, "features": x, "target": y,
                                "weights": weight, "c": None if math.isinf(c) else c, "balanced": balanced,
                                "standardize": standardize, "intercept": intercept, "coefficients": coefficients.ravel(),
                                "intercepts": np.atleast_1d(intercepts) if intercept else [0.0] * len(coefficients),
                                "predictions": (said[:, 1] if classes == 2 else said).ravel()})
    return cases


def transform_cases(random, rows):
    cases = []
    count = max(rows, 20)
    holes = random.random(count) < 0.2
    number = np.round(random.normal(50, 20, count), 2)
    whole = random.integers(0, 6, count)
    words = np.array(["ash", "Birch", "élan", "oak's", "", "yew"], dtype=object)
    word = words[np.minimum(random.geometric(0.4, count) - 1, len(words) - 1)]
    number_holes = np.where(holes, np.nan, number)
    word_holes = word.copy()
    word_holes[holes] = None

    def case(kind, duckdb_type, options, fit, apply, expected):
        expected = np.asarray(expected, dtype=object if isinstance(np.asarray(expected).flat[0], str) else None)
        cases.append({"kind": kind, "type": duckdb_type, "options": options, "fit": fit, "apply": apply,
                      "expected": expected.reshape(len(apply), -1)})

    for strategy in ("mean", "median", "most_frequent", "constant"):
        fill = {"value": 7.5} if strategy == "constant" else {}
        for indicators in (False, True):
            estimator = impute.SimpleImputer(strategy=strategy, fill_value=fill.get("value"), add_indicator=indicators)
            said = estimator.fit(number_holes[:, None]).transform(number_holes[:, None])
            case("impute", "DOUBLE", {"strategy": strategy, "indicators": indicators, **fill}, number_holes, number_holes, said)
    few = np.where(holes, np.nan, np.round(number / 30))
    case("impute", "INTEGER", {"strategy": "most_frequent"}, few, few,
         impute.SimpleImputer(strategy="most_frequent").fit_transform(few[:, None]))
    case("impute", "INTEGER", {"strategy": "mean"}, few, few, impute.SimpleImputer(strategy="mean").fit_transform(few[:, None]))
    for strategy, fill in (("most_frequent", {}), ("constant", {"value": "it's"})):
        estimator = impute.SimpleImputer(strategy=strategy, fill_value=fill.get("value"), missing_values=None)
        case("impute", "VARCHAR", {"strategy": strategy, **fill}, word_holes, word_holes, estimator.fit_transform(word_holes[:, None]))

    shifted = np.round(random.normal(48, 25, count), 2)
    columns = {"holes": number_holes, "constant": np.full(count, 3.7), "far": number * 1e-3 + 1e7, "tiny": number * 1e-9}
    for name, column in columns.items():
        other = shifted if name == "holes" else column
        for centre in (True, False):
            for scale in (True, False):
                estimator = preprocessing.StandardScaler(with_mean=centre, with_std=scale).fit(column[:, None])
                case("standardize", "DOUBLE", {"method": "standard", "centre": centre, "scale": scale}, column, other,
                     estimator.transform(other[:, None]))
        estimator = preprocessing.RobustScaler(quantile_range=(10, 80)).fit(column[:, None])
        case("standardize", "DOUBLE", {"method": "robust", "low_quantile": 0.1, "high_quantile": 0.8}, column, other,
             estimator.transform(other[:, None]))
        estimator = preprocessing.MinMaxScaler(feature_range=(-1, 2)).fit(column[:, None])
        case("standardize", "DOUBLE", {"method": "min_max", "low": -1, "high": 2}, column, other, estimator.transform(other[:, None]))
    case("standardize", "INTEGER", {"method": "standard"}, whole, whole, preprocessing.StandardScaler().fit_transform(whole[:, None]))

    strange = np.concatenate((word_holes, np.array(["zebra", "ASH", None], dtype=object)))
    numbers = np.concatenate((whole, [99, -1]))
    unknowns = {"ignore": "ignore", "infrequent": "infrequent_if_exist"}
    for unknown, theirs in unknowns.items():
        for frequency in (None, 4, 0.2):
            for maximum in (None, 1, 3, 5, 6):
                for drop in ("none", "first"):
                    for duckdb_type, fit, apply in (("VARCHAR", word, strange), ("VARCHAR", word_holes, strange), ("BIGINT", whole, numbers)):
                        if duckdb_type == "BIGINT" and maximum in (1, 6):
                            continue
                        estimator = preprocessing.OneHotEncoder(
                            handle_unknown=theirs, min_frequency=frequency, max_categories=maximum,
                            drop=None if drop == "none" else drop, sparse_output=False).fit(fit[:, None])
                        said = estimator.transform(apply[:, None])
                        if said.shape[1] == 0:
                            continue
                        case("one_hot", duckdb_type, {"unknown": unknown, "minimum_frequency": frequency or 0, "maximum_categories": maximum or 0,
                                                      "drop": drop}, fit, apply, said)
    binary = np.where(whole > 2, "yes", "no").astype(object)
    case("one_hot", "VARCHAR", {"unknown": "ignore", "drop": "if_binary"}, binary, binary,
         preprocessing.OneHotEncoder(drop="if_binary", sparse_output=False).fit_transform(binary[:, None]))

    # There the encoder takes None for a category; NaN is what it calls missing.
    nan_holes, nan_strange = (np.where(np.equal(values, None), np.nan, values) for values in (word_holes, strange))
    for missing in (None, -2):
        estimator = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1,
                                                 encoded_missing_value=np.nan if missing is None else missing).fit(nan_holes[:, None])
        case("ordinal", "VARCHAR", {"unknown": "value", "unknown_value": -1, "missing_value": missing}, nan_holes, nan_strange,
             estimator.transform(nan_strange[:, None]))
    order = ["yew", "ash", "Birch"]
    estimator = preprocessing.OrdinalEncoder(categories=[order], handle_unknown="use_encoded_value", unknown_value=-5)
    case("ordinal", "VARCHAR", {"unknown": "value", "unknown_value": -5, "order": order}, word, word, estimator.fit_transform(word[:, None]))
    estimator = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(whole[:, None])
    case("ordinal", "BIGINT", {"unknown": "value", "unknown_value": -1}, whole, numbers, estimator.transform(numbers[:, None]))
    return cases


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rows", type=int, default=40)
    arguments = parser.parse_args()
    random = np.random.default_rng(arguments.seed)
    result = plain({"metrics": metric_cases(random, arguments.rows), "linear": linear_cases(random, arguments.rows),
                    "transforms": transform_cases(random, arguments.rows)})
    # Lists of numbers stand once, one a line, and are referred to by their number.
    arrays = {}
    for cases in result.values():
        for case in cases:
            for key, value in case.items():
                if isinstance(value, list):
                    case[key] = {"array": arrays.setdefault(json.dumps(value, separators=(",", ":")), len(arrays))}
    with open(arguments.file, "w", encoding="utf-8") as file:
        file.write('{"arrays":[\n' + ",\n".join(arrays) + "\n]")
        for kind, cases in result.items():
            file.write(f',"{kind}":[\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]")
        file.write("}\n")


if __name__ == "__main__":
    main()
