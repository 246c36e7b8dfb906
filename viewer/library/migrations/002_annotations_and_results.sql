-- What people drew and models found. No foreign keys: they outlive the files they were made on
-- and find them again by key when the library is rebuilt from the journal.

CREATE TABLE annotation_versions (
    annotation_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    study_key TEXT NOT NULL,
    frame_of_reference_uid TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    undo_version INTEGER,
    author TEXT NOT NULL,
    utc TEXT NOT NULL,
    state TEXT,
    PRIMARY KEY (annotation_id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX annotation_versions_by_study ON annotation_versions (study_key);

CREATE TABLE results (
    id TEXT PRIMARY KEY,
    study_key TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    model_id TEXT NOT NULL,
    model_version TEXT NOT NULL,
    utc TEXT NOT NULL,
    folder TEXT NOT NULL,
    summary TEXT NOT NULL,
    removed_utc TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX results_by_study ON results (study_key, utc);
