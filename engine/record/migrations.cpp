// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/migrations.h"

namespace headrace::record {

// Times are ms since the epoch, durations seconds. NaN is stored as value 0 with is_nan 1, since SQLite turns NaN into NULL.
static const char *kFirst = R"sql(
CREATE TABLE experiments (
    experiment        INTEGER PRIMARY KEY AUTOINCREMENT,
    name              TEXT NOT NULL UNIQUE,
    artifact_location TEXT,
    lifecycle_stage   TEXT NOT NULL DEFAULT 'active' CHECK (lifecycle_stage IN ('active', 'deleted')),
    creation_time     INTEGER NOT NULL,
    last_update_time  INTEGER NOT NULL
) STRICT;
INSERT INTO experiments VALUES (0, 'Default', NULL, 'active', 0, 0);

CREATE TABLE experiment_tags (
    experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (experiment, key)
) STRICT, WITHOUT ROWID;

-- One row a run. `run` is the short key of the tables below; run_id (32 hex digits, sorted by time) is what the world sees.
CREATE TABLE runs (
    run             INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id          TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    experiment      INTEGER NOT NULL DEFAULT 0 REFERENCES experiments,
    status          TEXT NOT NULL CHECK (status IN ('scheduled', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
    lifecycle_stage TEXT NOT NULL DEFAULT 'active' CHECK (lifecycle_stage IN ('active', 'deleted')),
    deleted_time    INTEGER,
    user            TEXT NOT NULL DEFAULT '',
    source_type     TEXT NOT NULL DEFAULT 'PIPELINE',
    source_name     TEXT NOT NULL DEFAULT '',
    entry_point     TEXT NOT NULL DEFAULT '',
    source_version  TEXT NOT NULL DEFAULT '',
    workspace       TEXT NOT NULL DEFAULT '',
    artifact_uri    TEXT NOT NULL DEFAULT '',
    pipeline        TEXT,              -- the pipeline file as it was
    pipeline_hash   TEXT,              -- SHA-256 of its canonical JSON without layout
    options         TEXT NOT NULL DEFAULT '{}',
    seed            INTEGER,
    libraries       TEXT NOT NULL DEFAULT '{}',
    machine         TEXT NOT NULL DEFAULT '{}',
    git_commit      TEXT NOT NULL DEFAULT '',
    resumed_from    TEXT,
    reproduces      TEXT,
    start_time      INTEGER NOT NULL,
    end_time        INTEGER,
    duration_s      REAL,
    peak_memory     INTEGER,
    errors          TEXT NOT NULL DEFAULT '[]',
    host_pid        INTEGER,
    host_started    INTEGER,           -- start of that process in clock ticks since boot
    host_boot       TEXT,              -- boot id and pid namespace
    heartbeat       INTEGER
) STRICT;
CREATE INDEX runs_by_experiment ON runs (experiment, start_time);
CREATE INDEX runs_by_name ON runs (name);
CREATE INDEX runs_by_status ON runs (status) WHERE status IN ('scheduled', 'running');

CREATE TABLE params (
    run   INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE stages (
    run        INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    stage      TEXT NOT NULL,
    place      INTEGER NOT NULL,
    nodes      TEXT NOT NULL DEFAULT '[]',
    status     TEXT NOT NULL DEFAULT 'waiting',
    start_time INTEGER,
    duration_s REAL,
    PRIMARY KEY (run, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
    run        INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    node       TEXT NOT NULL,
    place      INTEGER NOT NULL,
    op         TEXT NOT NULL DEFAULT '',
    stage      TEXT NOT NULL DEFAULT '',
    key        TEXT NOT NULL DEFAULT '',
    status     TEXT NOT NULL DEFAULT 'waiting',
    attempts   INTEGER NOT NULL DEFAULT 0,
    start_time INTEGER,
    end_time   INTEGER,
    duration_s REAL,
    error      TEXT,
    PRIMARY KEY (run, node)
) STRICT, WITHOUT ROWID;

-- What stood at a port: its rows, schema, and the hashes by which reproduce compares it.
CREATE TABLE outputs (
    run           INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    node          TEXT NOT NULL,
    port          TEXT NOT NULL,
    kind          TEXT NOT NULL DEFAULT 'table',
    rows          INTEGER,
    schema        TEXT,
    key           TEXT NOT NULL DEFAULT '',
    facts         TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (run, node, port)
) STRICT, WITHOUT ROWID;

-- A series of values by step; the last of it is kept in the same row (MLflow's latest_metrics).
CREATE TABLE metric_series (
    series           INTEGER PRIMARY KEY AUTOINCREMENT,
    run              INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    key              TEXT NOT NULL,
    latest_value     REAL NOT NULL DEFAULT 0,
    latest_step      INTEGER NOT NULL DEFAULT 0,
    latest_timestamp INTEGER NOT NULL DEFAULT 0,
    latest_is_nan    INTEGER NOT NULL DEFAULT 0,
    model_id         TEXT,
    dataset          INTEGER REFERENCES datasets ON DELETE SET NULL,
    UNIQUE (run, key)
) STRICT;
CREATE TABLE metric_points (
    series    INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    value     REAL NOT NULL,
    is_nan    INTEGER NOT NULL,
    PRIMARY KEY (series, step, timestamp, value, is_nan)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER metric_series_gone AFTER DELETE ON metric_series BEGIN
    DELETE FROM metric_points WHERE series = old.series;
END;
CREATE VIEW latest_metrics AS
    SELECT run, key, latest_value AS value, latest_step AS step, latest_timestamp AS timestamp, latest_is_nan AS is_nan FROM metric_series;

CREATE TABLE artifacts (
    run       INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    node      TEXT NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL DEFAULT 'file',
    path      TEXT NOT NULL DEFAULT '',
    bytes     INTEGER,
    xxh3      TEXT NOT NULL DEFAULT '',
    rows      INTEGER,
    facts     TEXT NOT NULL DEFAULT '{}',
    timestamp INTEGER NOT NULL,
    PRIMARY KEY (run, node, name)
) STRICT, WITHOUT ROWID;

-- A dataset is one content; the same file with other bytes is another row.
CREATE TABLE datasets (
    dataset     INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    digest      TEXT NOT NULL,          -- SHA-256, or what the source gives as a fingerprint
    source_type TEXT NOT NULL DEFAULT 'local',
    source      TEXT NOT NULL,
    schema      TEXT,
    profile     TEXT,                   -- statistics
    bytes       INTEGER,
    rows        INTEGER,
    UNIQUE (source, digest)
) STRICT;
CREATE TABLE inputs (
    run     INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    dataset INTEGER NOT NULL REFERENCES datasets,
    role    TEXT NOT NULL CHECK (role IN ('input', 'output')),
    node    TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, node, role, dataset)
) STRICT, WITHOUT ROWID;
CREATE TABLE input_tags (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, dataset INTEGER NOT NULL, node TEXT NOT NULL,
    key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (run, dataset, node, key)
) STRICT, WITHOUT ROWID;

-- Between datasets, steps and models; kinds: dataset, step, model.
CREATE TABLE lineage_edges (
    run       INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    from_kind TEXT NOT NULL, from_ref TEXT NOT NULL,
    to_kind   TEXT NOT NULL, to_ref TEXT NOT NULL,
    PRIMARY KEY (run, from_kind, from_ref, to_kind, to_ref)
) STRICT, WITHOUT ROWID;
-- Between columns; kind: value, deciding, or choosing (then `column` is empty: it chooses the rows of the port).
CREATE TABLE column_edges (
    run         INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    node        TEXT NOT NULL, port TEXT NOT NULL, column TEXT NOT NULL,
    from_node   TEXT NOT NULL, from_port TEXT NOT NULL, from_column TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('value', 'deciding', 'choosing')),
    PRIMARY KEY (run, node, port, column, from_node, from_port, from_column, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX column_edges_down ON column_edges (run, from_node, from_port, from_column);
CREATE TABLE column_expressions (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    node TEXT NOT NULL, port TEXT NOT NULL, column TEXT NOT NULL, expression TEXT NOT NULL,
    PRIMARY KEY (run, node, port, column)
) STRICT, WITHOUT ROWID;

-- Annotations: written by anyone, never by the host of the run.
CREATE TABLE run_tags (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_notes (
    run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE, text TEXT NOT NULL, changed INTEGER NOT NULL
) STRICT;
CREATE TABLE run_stars (
    run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE, starred INTEGER NOT NULL
) STRICT;

CREATE TABLE registered_models (
    name              TEXT PRIMARY KEY,
    creation_time     INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    description       TEXT NOT NULL DEFAULT '',
    last_version      INTEGER NOT NULL DEFAULT 0   -- a number is never used again
) STRICT;
CREATE TABLE registered_model_tags (
    name TEXT NOT NULL REFERENCES registered_models ON UPDATE CASCADE ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE model_versions (
    name              TEXT NOT NULL REFERENCES registered_models ON UPDATE CASCADE ON DELETE CASCADE,
    version           INTEGER NOT NULL,
    creation_time     INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    description       TEXT NOT NULL DEFAULT '',
    user              TEXT NOT NULL DEFAULT '',
    current_stage     TEXT NOT NULL DEFAULT 'None',
    source            TEXT NOT NULL DEFAULT '',
    run_id            TEXT NOT NULL DEFAULT '',
    run_link          TEXT NOT NULL DEFAULT '',
    status            TEXT NOT NULL DEFAULT 'READY',
    status_message    TEXT NOT NULL DEFAULT '',
    storage_location  TEXT NOT NULL DEFAULT '',
    model_id          TEXT,
    PRIMARY KEY (name, version)
) STRICT;
CREATE TABLE model_version_tags (
    name TEXT NOT NULL, version INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (name, version, key),
    FOREIGN KEY (name, version) REFERENCES model_versions ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE registered_model_aliases (
    name TEXT NOT NULL, alias TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (name, alias),
    FOREIGN KEY (name, version) REFERENCES model_versions ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_models (
    model_id          TEXT PRIMARY KEY,
    experiment        INTEGER NOT NULL REFERENCES experiments,
    name              TEXT NOT NULL,
    artifact_location TEXT NOT NULL DEFAULT '',
    creation_time     INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    status            TEXT NOT NULL DEFAULT 'READY',
    status_message    TEXT NOT NULL DEFAULT '',
    lifecycle_stage   TEXT NOT NULL DEFAULT 'active',
    model_type        TEXT NOT NULL DEFAULT '',
    source_run_id     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE logged_model_params (
    model_id TEXT NOT NULL REFERENCES logged_models ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE logged_model_tags (
    model_id TEXT NOT NULL REFERENCES logged_models ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

-- Scripts a person trusts, by content.
CREATE TABLE trusted (
    sha256  TEXT PRIMARY KEY,
    path    TEXT NOT NULL,
    granted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

const QList<const char *> &migrations()
{
    static const QList<const char *> list{kFirst};
    return list;
}

}  // namespace headrace::record
