-- A study taken off the list stays known, so that it can be brought back and does not return by itself.

CREATE TABLE forgotten (
    study_key TEXT PRIMARY KEY,
    utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
