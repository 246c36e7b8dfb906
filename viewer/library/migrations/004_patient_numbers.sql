-- Numbers of the patient that a person entered for a study (age, grade…), every version kept.

CREATE TABLE patient_numbers (
    study_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    author TEXT NOT NULL,
    utc TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (study_key, version)
) STRICT, WITHOUT ROWID;
