"""A study's counts, modalities and search text, kept beside it so that listing stays fast."""

import sqlite3

from viewer.library.folding import fold


def update_totals(connection: sqlite3.Connection, study_key: str) -> None:
    """Recount one study from its series and files."""
    study = connection.execute(
        "SELECT s.*, p.name, p.patient_id, p.issuer FROM studies AS s "
        "JOIN patients AS p ON p.key = s.patient_key WHERE s.key = ?",
        (study_key,),
    ).fetchone()
    if study is None:
        return
    series = connection.execute(
        "SELECT modality, description, body_part, stack_name, image_count, "
        "(SELECT count(*) FROM flags WHERE series_key = series.key) AS flag_count "
        "FROM series WHERE study_key = ?",
        (study_key,),
    ).fetchall()
    missing = connection.execute(
        "SELECT count(*) FROM files WHERE study_key = ? AND missing_utc <> ''", (study_key,)
    ).fetchone()[0]
    modalities = sorted({row["modality"] for row in series if row["modality"]})
    connection.execute(
        "UPDATE studies SET modalities = ?, series_count = ?, image_count = ?, missing_count = ?, "
        "flag_count = ?, search_text = ? WHERE key = ?",
        (
            "/".join(modalities),
            len(series),
            sum(row["image_count"] for row in series),
            missing,
            sum(row["flag_count"] for row in series),
            _search_text(study, series),
            study_key,
        ),
    )


def _search_text(study: sqlite3.Row, series: list[sqlite3.Row]) -> str:
    columns = ("name", "patient_id", "issuer", "accession", "description", "institution")
    words = [study[column] for column in columns]
    for row in series:
        words += [row["modality"], row["description"], row["body_part"], row["stack_name"]]
    return "\n".join(dict.fromkeys(fold(word) for word in words if word))
