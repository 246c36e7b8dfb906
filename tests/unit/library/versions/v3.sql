BEGIN TRANSACTION;
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
INSERT INTO "annotation_versions" VALUES('m1',1,'s1','1.2.3','1.2.3.4',NULL,'Dr A','2026-01-01T00:00:00.000Z','{"id": "m1", "kind": "length", "points_lps": [[0.0, 0.0, 0.0], [10.0, 0.0, 0.0]], "normal_lps": [0.0, 0.0, 1.0], "frame_of_reference_uid": "1.2.3", "series_uid": "1.2.3.4", "author": "Dr A", "utc_time": "2026-11-22T08:00:00Z", "text": ""}');
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'object', 'refused', 'ignored')),
    sop_uid TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    study_key TEXT REFERENCES studies (key) ON DELETE CASCADE,
    header BLOB,
    header_version TEXT NOT NULL,
    missing_utc TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "files" VALUES(1,X'2F6E6F77686572652F6F6C642F312E64636D',100,5,'image','1.2.3.4.1','1.2.3.4','s1',X'70','old','');
INSERT INTO "files" VALUES(2,X'2F6E6F77686572652F6F6C642F322E64636D',100,5,'image','1.2.3.4.2','1.2.3.4','s1',X'70','old','');
CREATE TABLE flags (
    series_key TEXT NOT NULL REFERENCES series (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    blocks_models INTEGER NOT NULL,
    PRIMARY KEY (series_key, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "flags" VALUES('r1',0,'gantry-tilt','tilted',1);
CREATE TABLE forgotten (
    study_key TEXT PRIMARY KEY,
    utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE objects (
    file_id INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
    study_key TEXT NOT NULL REFERENCES studies (key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    description TEXT NOT NULL,
    referenced_series_uids TEXT NOT NULL,
    frame_of_reference_uid TEXT NOT NULL
) STRICT;
CREATE TABLE patients (
    key TEXT PRIMARY KEY,
    patient_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "patients" VALUES('p1','OLD-1','','Alt^Version','19500101','M');
CREATE TABLE refusals (
    path BLOB NOT NULL,
    series_uid TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (path, series_uid)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "results" VALUES('run','s1','1.2.3.4','m','1','2026-01-01T00:00:00.000Z','results/run','{}','');
CREATE TABLE series (
    key TEXT PRIMARY KEY,
    study_key TEXT NOT NULL REFERENCES studies (key) ON DELETE CASCADE,
    entry_id TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    series_number INTEGER,
    modality TEXT NOT NULL,
    description TEXT NOT NULL,
    body_part TEXT NOT NULL,
    stack_name TEXT NOT NULL,
    format TEXT NOT NULL,
    frame_of_reference_uid TEXT NOT NULL,
    image_count INTEGER NOT NULL,
    shape_kji TEXT NOT NULL,
    spacing_mm_kji TEXT NOT NULL,
    settled INTEGER NOT NULL
) STRICT;
INSERT INTO "series" VALUES('r1','s1','1.2.3.4','1.2.3.4',1,'CT','old series','','','dicom','1.2.9',2,'[2, 4, 5]','[1.0, 1.0, 1.0]',1);
CREATE TABLE series_files (
    series_key TEXT NOT NULL REFERENCES series (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (series_key, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "series_files" VALUES('r1',0,1);
INSERT INTO "series_files" VALUES('r1',1,2);
CREATE TABLE sources (
    path BLOB PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('in-place', 'copies')),
    added_utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "sources" VALUES(X'2F6E6F77686572652F6F6C64','in-place','2026-01-01T00:00:00.000Z');
CREATE TABLE studies (
    key TEXT PRIMARY KEY,
    patient_key TEXT NOT NULL REFERENCES patients (key),
    study_uid TEXT NOT NULL,
    study_date TEXT NOT NULL,
    study_time TEXT NOT NULL,
    description TEXT NOT NULL,
    accession TEXT NOT NULL,
    institution TEXT NOT NULL,
    added_utc TEXT NOT NULL,
    modalities TEXT NOT NULL DEFAULT '',
    series_count INTEGER NOT NULL DEFAULT 0,
    image_count INTEGER NOT NULL DEFAULT 0,
    missing_count INTEGER NOT NULL DEFAULT 0,
    flag_count INTEGER NOT NULL DEFAULT 0,
    search_text TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "studies" VALUES('s1','p1','1.2.3','20190203','101500','old study','A1','Clinic','2026-01-01T00:00:00.000Z','CT',1,2,0,0,'alt version
old-1
old study');
CREATE TABLE thumbnails (
    series_key TEXT PRIMARY KEY REFERENCES series (key) ON DELETE CASCADE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    png BLOB NOT NULL
) STRICT;
CREATE INDEX studies_by_patient ON studies (patient_key);
CREATE INDEX studies_by_date ON studies (study_date DESC, study_time DESC);
CREATE INDEX files_by_group ON files (study_key, series_uid);
CREATE INDEX files_by_instance ON files (sop_uid);
CREATE INDEX series_by_study ON series (study_key, series_number);
CREATE INDEX series_files_by_file ON series_files (file_id);
CREATE INDEX objects_by_study ON objects (study_key);
CREATE INDEX annotation_versions_by_study ON annotation_versions (study_key);
CREATE INDEX results_by_study ON results (study_key, utc);
COMMIT;
